import { createHash } from "node:crypto";

/** A weak tag over the body: the CDN may compress what it tags. */
export function tagOf(body: string): string {
  return `W/"${createHash("sha1").update(body).digest("base64url").slice(0, 22)}"`;
}

/** Whether If-None-Match names the tag, by the weak comparison of RFC 9110. */
export function matches(ifNoneMatch: string | undefined, tag: string): boolean {
  if (!ifNoneMatch) return false;
  if (ifNoneMatch.trim() === "*") return true;
  const bare = (t: string) => t.trim().replace(/^W\//, "");
  return ifNoneMatch.split(",").some((given) => bare(given) === bare(tag));
}
