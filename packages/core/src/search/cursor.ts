import { DomainError } from "../platform/errors.ts";

const VERSION = 1;
const FINGERPRINT = 26;
const HEADER = 1 + FINGERPRINT + 2;
const MAX_SORT_VALUES = 4;

export type SortValue = string | number | null;

/**
 * Where the next page begins: after the document with these sort values, or in the fused first part of the list where there
 * are none. `seen` are short hashes of documents shown that must not come again.
 */
export interface Position {
  after: SortValue[] | null;
  seen: number[];
}

/** Version, fingerprint of the query, length of the sort values' JSON, the JSON, four bytes for each document seen. */
export function encode(position: Position, fingerprint: string): string {
  const after = Buffer.from(position.after ? JSON.stringify(position.after) : "");
  const bytes = Buffer.alloc(HEADER + after.length + position.seen.length * 4);
  bytes.writeUInt8(VERSION, 0);
  bytes.write(fingerprint, 1, FINGERPRINT, "latin1");
  bytes.writeUInt16BE(after.length, 1 + FINGERPRINT);
  after.copy(bytes, HEADER);
  position.seen.forEach((value, at) => {
    bytes.writeUInt32BE(value, HEADER + after.length + at * 4);
  });
  return bytes.toString("base64url");
}

/** Throws `invalid`, naming the field, for anything that this version did not hand out for this very query. */
export function decode(cursor: string, fingerprint: string): Position {
  const bytes = Buffer.from(cursor, "base64url");
  if (bytes.length < HEADER || bytes.toString("base64url") !== cursor) throw refused("is not one of ours");
  if (bytes.readUInt8(0) !== VERSION) throw refused("is of another version");
  if (bytes.toString("latin1", 1, 1 + FINGERPRINT) !== fingerprint) throw refused("belongs to another query");
  const end = HEADER + bytes.readUInt16BE(1 + FINGERPRINT);
  const rest = bytes.subarray(end);
  if (end > bytes.length || rest.length % 4 !== 0) throw refused("is damaged");
  const seen = Array.from({ length: rest.length / 4 }, (_, at) => rest.readUInt32BE(at * 4));
  return { after: sortValues(bytes.toString("utf8", HEADER, end)), seen };
}

function sortValues(json: string): SortValue[] | null {
  if (json === "") return null;
  try {
    const values: unknown = JSON.parse(json);
    if (Array.isArray(values) && values.length <= MAX_SORT_VALUES && values.every(isSortValue)) return values;
  } catch {
    // Falls through to the refusal.
  }
  throw refused("is damaged");
}

function isSortValue(value: unknown): value is SortValue {
  return value === null || typeof value === "string" || Number.isFinite(value);
}

function refused(why: string): DomainError {
  return new DomainError("invalid", "The cursor can't be used.", {
    fields: [{ field: "cursor", message: `The cursor ${why}.` }],
  });
}
