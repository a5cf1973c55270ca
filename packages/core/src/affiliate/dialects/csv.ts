import { Unreadable } from "../report.ts";
import { fromEntries, type Row } from "./row.ts";

const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/** The records of RFC 4180 text by the names in its first line. Throws Unreadable. */
export function csvOf(source: string, what: string): Row[] {
  const [names, ...records] = linesOf(source.replace(/^\uFEFF/, ""), what).filter((cells) =>
    cells.some((cell) => cell !== ""),
  );
  if (!names) return [];
  const wrong = records.findIndex((cells) => cells.length !== names.length);
  if (wrong >= 0) throw new Unreadable(`${what}: line ${wrong + 2} has not the columns of the first`);
  return records.map((cells) => fromEntries(cells.map((cell, at) => [names[at] ?? "", cell])));
}

function linesOf(source: string, what: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  CELL.lastIndex = 0;
  while (CELL.lastIndex < source.length) {
    const match = CELL.exec(source);
    if (!match) throw new Unreadable(`${what} is no CSV`);
    cells.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? "").trim());
    if (match[3] === ",") continue;
    lines.push(cells);
    cells = [];
  }
  // The last line ends in an empty cell.
  if (cells.length > 0) lines.push([...cells, ""]);
  return lines;
}
