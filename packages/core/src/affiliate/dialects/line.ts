import type { ReportLine } from "../report.ts";
import { list, type Row } from "./row.ts";

const MAX_LINES = 50;

/** What was bought, as far as it is told; undefined where nothing is. */
export function linesOf(row: Row, name: string, read: (line: Row) => ReportLine): ReportLine[] | undefined {
  const lines = list(row, name).slice(0, MAX_LINES).map(read);
  return lines.length > 0 ? lines : undefined;
}

/** A whole number of pieces; undefined for anything else. */
export function quantityOf(written: string | undefined): number | undefined {
  return written && /^\d{1,6}(\.0+)?$/.test(written) ? Number.parseInt(written, 10) : undefined;
}
