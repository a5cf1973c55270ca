import { pullerOf } from "@stylegence/clients/affiliate/pullers";
import type { PullTools } from "@stylegence/core/affiliate/pull";
import { secretsOf } from "@stylegence/core/affiliate/secrets";
import { context } from "@stylegence/core/platform/context";
import { secret } from "./secret.ts";

/** What reading networks' lists needs besides the table. */
export const affiliateTools: PullTools = {
  secrets: async () => secretsOf(await secret(context().config.AFFILIATE_SECRETS_PARAMETER)),
  puller: async ({ dialect, apiUrl, values }, credentials) =>
    pullerOf(dialect, { apiUrl, values, credentials, now: context().now() }),
};
