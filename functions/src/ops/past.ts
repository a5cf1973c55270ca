import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import * as Past from "@stylegence/core/catalog/past";
import { DomainError } from "@stylegence/core/platform/errors";
import { fromDecimal } from "@stylegence/core/platform/money";
import { z } from "zod";
import { Failure } from "./failure.ts";

const Row = z.object({
  url: z.url(),
  at: z.iso.datetime({ offset: true }),
  /** Decimal strings in major units. */
  price: z.string(),
  mrp: z.string().optional(),
  currency: z.string().length(3).default("INR"),
});

export interface Told {
  /** Points added, and lines that could not be taken, with the reason. */
  added: number;
  pages: number;
  refused: { line: number; reason: string }[];
}

/** Takes an archive of past prices: NDJSON of `{ url, at, price, mrp?, currency? }`, the rows of a page in any order. */
export async function importPast(file: string, sourceId: string): Promise<Told> {
  const pages = new Map<string, { line: number; past: Past.PastPrice }[]>();
  const refused: Told["refused"] = [];
  let line = 0;
  const input = createReadStream(file).on("error", () => undefined);
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (text.trim() === "") continue;
      const row = parse(text);
      if (typeof row === "string") refused.push({ line, reason: row });
      else pages.set(row.url, [...(pages.get(row.url) ?? []), { line, past: row.past }]);
    }
  } catch (error) {
    throw new Failure(`${file} can't be read: ${error instanceof Error ? error.message : error}`);
  }
  let added = 0;
  for (const [url, rows] of pages) {
    try {
      added += await Past.add(
        sourceId,
        url,
        rows.map(({ past }) => past),
      );
    } catch (error) {
      if (!(error instanceof DomainError) || error.retry) throw error;
      refused.push(...rows.map((row) => ({ line: row.line, reason: error.message })));
    }
  }
  return { added, pages: pages.size, refused };
}

function parse(text: string): { url: string; past: Past.PastPrice } | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return "no JSON";
  }
  const parsed = Row.safeParse(json);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  const { url, at, price: decimal, mrp: listed, currency } = parsed.data;
  const price = fromDecimal(decimal, currency);
  if (!price) return `price: ${decimal} is no amount of ${currency}`;
  const mrp = listed === undefined ? null : fromDecimal(listed, currency);
  return { url, past: { at, price, ...(mrp ? { mrp } : {}) } };
}
