import { type Report, Unreadable } from "../report.ts";
import { exactJson, list, type Row, rowOf } from "./row.ts";

/** The rows of an answered page: a list, or an object that holds it under a name; nothing was answered where nothing was found. */
export function pageOf(raw: string, name: string, read: (row: Row) => Report): Report[] {
  if (raw.trim() === "") return [];
  const answer = exactJson(raw, "page");
  return readAll(
    Array.isArray(answer) ? answer.map((one, at) => rowOf(one, `[${at}]`)) : list(rowOf(answer, "page"), name),
    read,
  );
}

/** Every row that can be read. Throws Unreadable with them where some can't be. */
export function readAll(rows: readonly Row[], read: (row: Row) => Report): Report[] {
  const reports: Report[] = [];
  const faults: string[] = [];
  for (const [at, row] of rows.entries()) {
    try {
      reports.push(read(row));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      faults.push(`row ${at + 1}: ${error.message}`);
    }
  }
  if (faults.length > 0) throw new Unreadable(faults.slice(0, 5).join("; "), reports);
  return reports;
}
