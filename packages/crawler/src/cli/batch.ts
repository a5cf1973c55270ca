import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/**
 * Reads NDJSON and writes one line of NDJSON for each line, in order. A line that cannot be worked on gives `{"error"}`;
 * the rest go on. Empty lines are passed over.
 */
export async function runBatch(
  input: Readable,
  output: Writable,
  work: (value: Record<string, unknown>) => unknown,
): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === "") continue;
    if (!output.write(`${answer(line, work)}\n`)) await once(output, "drain");
  }
}

function answer(line: string, work: (value: Record<string, unknown>) => unknown): string {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new Error("a line must be a JSON object");
    return toJson(work(value as Record<string, unknown>));
  } catch (error) {
    return JSON.stringify({ error: error instanceof Error ? error.message : String(error) });
  }
}

/** JSON has no infinity, but every reader takes 1e999 for it. */
export function toJson(value: unknown, space?: number): string {
  const endless = "\u0000endless";
  const text = JSON.stringify(
    value ?? null,
    (_, inner) => (inner === Number.POSITIVE_INFINITY ? endless : inner),
    space,
  );
  return text.replaceAll(JSON.stringify(endless), "1e999");
}

/** A text field of a batch line. Throws naming the field when it is something else. */
export function textField(value: Record<string, unknown>, field: string): string {
  const found = value[field];
  if (typeof found !== "string") throw new Error(`${field} must be a text`);
  return found;
}

export function optionalText(value: Record<string, unknown>, ...fields: string[]): string | null {
  for (const field of fields) {
    const found = value[field];
    if (found !== undefined && found !== null && typeof found !== "string") throw new Error(`${field} must be a text`);
    if (typeof found === "string") return found;
  }
  return null;
}
