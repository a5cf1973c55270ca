import { Unreadable } from "../report.ts";

/** One record of a message by its names, which are the same for any case, `_`, `-` and `@`: networks let their users spell them. */
export type Row = ReadonlyMap<string, unknown>;

const MAX_LENGTH = 500;
/** A macro that the network had nothing for. */
const UNFILLED = /^(\[\[\[.*\]\]\]|!!!.*!!!|\{.*\}|<.*>)$/s;

const normal = (name: string): string => name.toLowerCase().replace(/[_\-@ ]/g, "");

/** What a record has under a name, of any kind. */
export const look = (row: Row, name: string): unknown => row.get(normal(name));

/** A record with one field. */
export const one = (name: string, value: unknown): Row => new Map([[normal(name), value]]);

/** Throws Unreadable where the value is no object. */
export function rowOf(value: unknown, what: string): Row {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Unreadable(`${what} is no record`);
  return fromEntries(Object.entries(value));
}

/** The first of several that bear one name. */
export function fromEntries(entries: Iterable<[string, unknown]>): Row {
  const row = new Map<string, unknown>();
  for (const [name, value] of entries) {
    const key = normal(name);
    if (!row.has(key)) row.set(key, value);
  }
  return row;
}

/** The first of the names that says something, trimmed. Throws Unreadable where it is no plain value. */
export function text(row: Row, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = look(row, name);
    if (value === undefined || value === null) continue;
    if (typeof value === "object") throw new Unreadable(`${name} is no plain value`);
    const trimmed = String(value).trim();
    if (trimmed === "" || UNFILLED.test(trimmed)) continue;
    if (trimmed.length > MAX_LENGTH) throw new Unreadable(`${name} is too long`);
    return trimmed;
  }
  return undefined;
}

/** Throws Unreadable where none of the names says anything. */
export function need(row: Row, ...names: string[]): string {
  const value = text(row, ...names);
  if (value === undefined) throw new Unreadable(`${names[0]} is missing`);
  return value;
}

/** A record inside of the record. */
export function inner(row: Row, name: string): Row | undefined {
  const value = look(row, name);
  return value === undefined || value === null ? undefined : rowOf(value, name);
}

/** The records of a list, empty where there is none. */
export function list(row: Row, name: string): Row[] {
  const value = look(row, name);
  if (value === undefined || value === null || value === "") return [];
  if (!Array.isArray(value)) throw new Unreadable(`${name} is no list`);
  return value.map((one, index) => rowOf(one, `${name}[${index}]`));
}

/** "1", "true", "yes" and "y" in any case. */
export const isTrue = (value: string | undefined): boolean => /^(1|true|yes|y)$/i.test(value ?? "");

type Reviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown;

/** JSON whose numbers stay the texts they were written as, so that no amount passes through a float. Throws Unreadable. */
export function exactJson(json: string, what: string): unknown {
  const reviver: Reviver = (_, value, { source }) => (typeof value === "number" ? (source ?? String(value)) : value);
  try {
    return JSON.parse(json, reviver as (key: string, value: unknown) => unknown);
  } catch {
    throw new Unreadable(`${what} is no JSON`);
  }
}
