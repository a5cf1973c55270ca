import { pipeline, Readable } from "node:stream";
import { CsvError, parse as parseCsv } from "csv-parse";
import { type ByteSource, plainText } from "./bytes.ts";
import { xmlReader } from "./xml.ts";

/** The fields of one item by name without prefix: "image_link", "g:image_link" and "Image Link" are one. */
export interface FeedItem {
  line: number;
  fields: ReadonlyMap<string, readonly string[]>;
  /** Name and value of `product_detail` elements. */
  details: readonly [string, string][];
  /** Why the item could not be read at all. */
  broken?: string;
}

const MAX_FIELD = 60_000;
const MAX_FIELDS = 300;
const MAX_RECORD = 1_000_000;

/** The items of a delimited or XML file, as they come. */
export async function* readItems(source: ByteSource, maxBytes: number): AsyncGenerator<FeedItem> {
  const pieces = plainText(source, maxBytes);
  const { head, whole } = await peek(pieces);
  yield* /^\s*</.test(head) ? xmlItems(whole) : delimitedItems(whole, head);
}

async function peek(pieces: AsyncGenerator<string>): Promise<{ head: string; whole: AsyncIterable<string> }> {
  let head = "";
  while (head.length < 65_536 && !head.trimStart().includes("\n")) {
    const next = await pieces.next();
    if (next.done) break;
    head += next.value;
  }
  const whole = async function* () {
    try {
      yield head;
      yield* pieces;
    } finally {
      await pieces.return(undefined);
    }
  };
  return { head, whole: whole() };
}

export function fieldName(written: string): string {
  return written
    .trim()
    .toLowerCase()
    .replace(/^.*:/, "")
    .replace(/^["']|["']$/g, "")
    .replace(/[\s-]+/g, "_");
}

async function* delimitedItems(pieces: AsyncIterable<string>, head: string): AsyncGenerator<FeedItem> {
  const first = head.split(/[\r\n]+/).find((line) => line.trim() !== "") ?? "";
  const delimiter = ["\t", "|", ";", ","].reduce(
    (best, one) => (count(first, one) > count(first, best) ? one : best),
    "\t",
  );
  const tabs = delimiter === "\t";
  const parser = parseCsv({
    delimiter,
    // Tab-separated files hold bare quotes ("5\" heel"); only a field that is quoted as a whole is unquoted, below.
    quote: tabs ? null : '"',
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
    info: true,
    bom: true,
  });
  pipeline(Readable.from(pieces), parser, () => {});
  let names: string[] | null = null;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const cells = tabs ? record.map(unquote) : record;
      if (names) yield delimitedItem(names, cells, info.lines);
      else names = cells.map(fieldName);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // A quote that nobody closed takes the rest of the file with it.
    yield { line: Number(error.lines ?? 0), fields: new Map(), details: [], broken: error.message };
  }
}

function delimitedItem(names: readonly string[], cells: readonly string[], line: number): FeedItem {
  const broken =
    cells.length > names.length ? `${cells.length} columns where the header has ${names.length}` : undefined;
  return { line, fields: fieldsOf(names, cells), details: [], ...(broken && { broken }) };
}

function fieldsOf(names: readonly string[], cells: readonly string[]): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const [index, name] of names.entries()) {
    const value = cells[index]?.trim();
    if (name && value) fields.set(name, [...(fields.get(name) ?? []), value.slice(0, MAX_FIELD)]);
  }
  return fields;
}

function unquote(cell: string): string {
  const trimmed = cell.trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"')
    ? trimmed.slice(1, -1).replaceAll('""', '"')
    : trimmed;
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}

async function* xmlItems(pieces: AsyncIterable<string>): AsyncGenerator<FeedItem> {
  const ready: FeedItem[] = [];
  const reader = itemReader(ready);
  for await (const piece of pieces) {
    reader.write(piece);
    yield* ready.splice(0);
  }
  reader.end();
  yield* ready.splice(0);
}

/** RSS `item`, Atom `entry` or plain `product` elements; only their direct children are fields. */
function itemReader(ready: FeedItem[]) {
  let item: { line: number; fields: Map<string, string[]>; details: [string, string][] } | null = null;
  let depth = 0;
  let text = "";
  let detail: Record<string, string> = {};
  const add = (name: string, value: string) => {
    if (!item || !value || item.fields.size >= MAX_FIELDS) return;
    const list = item.fields.get(name);
    if (list) list.push(value);
    else item.fields.set(name, [value]);
  };
  return xmlReader({
    open(name, attributes, line) {
      text = "";
      const local = fieldName(name);
      if (item) depth++;
      else if (local === "item" || local === "entry" || local === "product") {
        item = { line, fields: new Map(), details: [] };
        depth = 0;
      }
      if (item && depth === 1 && local === "link" && attributes.href) add("link", attributes.href);
    },
    text(more) {
      if (text.length < MAX_FIELD) text += more;
    },
    close(name) {
      const local = fieldName(name);
      if (!item) return;
      if (depth === 0) {
        ready.push(item);
        item = null;
      } else if (depth === 1 && local === "product_detail") {
        if (detail.attribute_name && detail.attribute_value)
          item.details.push([detail.attribute_name, detail.attribute_value]);
        detail = {};
      } else if (depth === 1) add(local, text.trim());
      else if (depth === 2) detail[local] = text.trim();
      text = "";
      depth--;
    },
  });
}
