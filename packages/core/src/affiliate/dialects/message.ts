import { type RawPush, Unreadable } from "../report.ts";
import { exactJson, fromEntries, type Row, rowOf } from "./row.ts";

const isJson = ({ contentType, body }: RawPush): boolean =>
  /\bjson\b/i.test(contentType ?? "") || (/^\s*[[{]/.test(body) && !/form-urlencoded/i.test(contentType ?? ""));

/** A body of JSON. Throws Unreadable. */
export const jsonOf = ({ body }: RawPush): unknown => exactJson(body, "body");

/** What a request says by name: the body's fields, JSON or form, before those of the address. Throws Unreadable. */
export function fieldsOf(raw: RawPush): Row {
  const query = [...new URLSearchParams(raw.query)];
  if (raw.method === "GET" || raw.body.trim() === "") return fromEntries(query);
  if (isJson(raw)) return new Map([...fromEntries(query), ...rowOf(jsonOf(raw), "body")]);
  if (/multipart/i.test(raw.contentType ?? "")) throw new Unreadable("body is in parts");
  return fromEntries([...new URLSearchParams(raw.body), ...query]);
}
