import type { Context } from "hono";
import { invalid } from "./failure.ts";
import type { Notes } from "./model.ts";

const NOTES = 15;
const NOTE = 256;
const PAGE = { count: 10, most: 100 };
const TIMES = { from: 946_684_800, to: 4_765_046_400 };

/** The object that a request carries; nothing is an empty one. */
export async function bodyOf(c: Context): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  if (text === "") return {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
  } catch {
    // The same answer as to any other that is no object.
  }
  throw invalid("The request could not be parsed.");
}

/** Refuses fields that are not asked for. */
export function only(body: Record<string, unknown>, known: readonly string[]): void {
  const extra = Object.keys(body).filter((key) => !known.includes(key));
  if (extra.length === 0) return;
  throw invalid(`${extra.join(", ")} ${extra.length > 1 ? "are" : "is"} not required and should not be sent`);
}

export function notesOf(given: unknown): Notes {
  if (given === undefined || given === null || (Array.isArray(given) && given.length === 0)) return [];
  if (typeof given !== "object" || Array.isArray(given)) throw invalid("The notes must be an array.", "notes");
  const entries = Object.entries(given);
  if (entries.length > NOTES) throw invalid("Number of fields in notes should be less than or equal to 15", "notes");
  const notes = entries.map(([key, value]) => [key, String(value)] as const);
  if (notes.some(([, value]) => value.length > NOTE))
    throw invalid("The notes may not be greater than 256 characters.", "notes");
  return notes.length === 0 ? [] : Object.fromEntries(notes);
}

export function textOf(given: unknown, field: string, most: number): string | null {
  if (given === undefined || given === null) return null;
  if (typeof given !== "string" && typeof given !== "number") throw invalid(`The ${field} must be a string.`, field);
  if (String(given).length > most) throw invalid(`The ${field} may not be greater than ${most} characters.`, field);
  return String(given);
}

function integer(c: Context, name: string): number | undefined {
  const given = c.req.query(name);
  if (given === undefined) return undefined;
  if (!/^\d+$/.test(given)) throw invalid(`The ${name} must be an integer.`, name);
  return Number(given);
}

/** A page of what there is, newest first: `from`, `to`, `count` and `skip` of the query. */
export function pageOf<T extends { created_at: number }>(c: Context, all: readonly T[]): object {
  for (const name of ["from", "to"]) {
    const time = integer(c, name);
    if (time !== undefined && (time < TIMES.from || time > TIMES.to))
      throw invalid(`${name} must be between ${TIMES.from} and ${TIMES.to}`, name);
  }
  const from = integer(c, "from") ?? 0;
  const to = integer(c, "to") ?? Number.MAX_SAFE_INTEGER;
  const count = integer(c, "count") ?? PAGE.count;
  if (count < 1 || count > PAGE.most) throw invalid(`The count must be between 1 and ${PAGE.most}.`, "count");
  const skip = integer(c, "skip") ?? 0;
  const found = all.filter(({ created_at: at }) => at >= from && at <= to);
  // Those of one second in the order in which they were made, the last first.
  const sorted = found.reverse().sort((a, b) => b.created_at - a.created_at);
  return collection(sorted.slice(skip, skip + count));
}

export const collection = (items: readonly object[]): object => ({ entity: "collection", count: items.length, items });
