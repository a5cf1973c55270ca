import { secretsOf } from "@stylegence/core/affiliate/secrets";
import { take } from "./affiliate/take.ts";
import { webhook } from "./webhook.ts";

/** Takes what affiliate networks send. */
export const handler = webhook({
  name: "affiliate-webhook",
  secrets: "AFFILIATE_SECRETS_PARAMETER",
  // The last segment is the secret, and the log of no use to whoever finds it there.
  shown: (path) => path.replace(/[^/]*\/*$/, "…"),
  take: (asked, secrets) => take(asked, async () => secretsOf(await secrets())),
});
