import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Context } from "hono";

export interface Reply {
  body: string | Uint8Array<ArrayBuffer>;
  type?: string;
  /** When what the body shows last changed. */
  changedAt?: Date;
  status?: 200 | 404 | 410;
  headers?: Record<string, string>;
}

const HTML = "text/html; charset=utf-8";

const tagOf = (body: string | Uint8Array): string => `"${createHash("sha1").update(body).digest("base64url")}"`;

/** Whether the client's copy is still right: RFC 9110, where an entity tag counts before a date. */
function isFresh(c: Context, tag: string, changedAt: Date | undefined): boolean {
  const tags = c.req.header("if-none-match");
  if (tags !== undefined) return tags.split(",").some((t) => t.trim().replace(/^W\//, "") === tag || t.trim() === "*");
  const since = Date.parse(c.req.header("if-modified-since") ?? "");
  return changedAt !== undefined && !Number.isNaN(since) && Math.floor(changedAt.getTime() / 1000) * 1000 <= since;
}

/** Answers with validators, or 304 when the client has it already. */
export function reply(c: Context, { body, type = HTML, changedAt, status = 200, headers }: Reply): Response {
  const all = new Headers({ "content-type": type, "cache-control": "public, max-age=0", ...headers });
  if (status !== 200) return new Response(body, { status, headers: all });
  const tag = tagOf(body);
  all.set("etag", tag);
  if (changedAt) all.set("last-modified", changedAt.toUTCString());
  if (isFresh(c, tag, changedAt)) return new Response(null, { status: 304, headers: all });
  return new Response(body, { headers: all });
}

export const xml = (c: Context, body: string): Response => reply(c, { body, type: "application/xml; charset=utf-8" });

/** A file that is itself gzip, as sitemaps and feeds are handed out: no Content-Encoding. */
export const gz = (c: Context, body: string): Response =>
  reply(c, { body: new Uint8Array(gzipSync(body)), type: "application/gzip" });

export const jsonReply = (c: Context, value: unknown, changedAt?: Date): Response =>
  reply(c, {
    body: JSON.stringify(value),
    type: "application/json; charset=utf-8",
    ...(changedAt ? { changedAt } : {}),
  });
