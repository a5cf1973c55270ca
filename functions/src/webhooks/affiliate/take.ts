import * as Callback from "@stylegence/core/affiliate/callback";
import { isSecretOf, type Secrets } from "@stylegence/core/affiliate/secrets";
import { DomainError, notFound } from "@stylegence/core/platform/errors";
import type { Answered, Asked } from "../../http/api/exchange.ts";
import { textOf } from "../text.ts";

const PATH = /^\/api\/webhooks\/affiliate\/([a-z][a-z0-9]{1,31})\/([\w-]{1,128})$/;
/** A push tells of an order; one with a hundred lines has 30 KB. */
const MAX_BYTES = 128 * 1024;
const MAX_QUERY = 8 * 1024;
const TYPE_LENGTH = 100;

/**
 * Takes a network's push: stored as it came, and only then acknowledged; reading it is a queue's work. Throws `not_found`, the same for a
 * network that there is none of and for a secret that does not fit, `too_large`, and `unavailable` where it could not be stored.
 */
export async function take(asked: Asked, secrets: () => Promise<Secrets>): Promise<Answered> {
  const [, network = "", secret = ""] = PATH.exec(asked.path) ?? [];
  const isTheirs = isSecretOf(await secrets(), network, secret);
  if (!isTheirs || (asked.method !== "GET" && asked.method !== "POST")) throw notFound();
  const { method, search: query, header, body } = asked;
  if (query.length > MAX_QUERY) throw new DomainError("too_large", `A push may have ${MAX_BYTES} bytes.`);
  const text = textOf(body, MAX_BYTES, "A push");
  const contentType = (header("content-type") ?? "").slice(0, TYPE_LENGTH);
  await Callback.receive(network, { method, query, contentType, body: text });
  return { status: 200, headers: { "cache-control": "no-store", "content-type": "text/plain" }, body: "OK" };
}
