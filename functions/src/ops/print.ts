export type Row = Record<string, string | number | null | undefined>;

const GAP = "  ";

/** Rows under their columns' names, as wide as their widest value. */
export function tableOf(rows: readonly Row[]): string {
  const [first] = rows;
  if (!first) return "";
  const columns = Object.keys(first);
  const lines = [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]!.length)));
  return lines
    .map((line) =>
      line
        .map((text, at) => text.padEnd(widths[at]!))
        .join(GAP)
        .trimEnd(),
    )
    .join("\n");
}

/** One fact a line, names aligned. */
export function factsOf(facts: Row): string {
  const width = Math.max(...Object.keys(facts).map((name) => name.length));
  return Object.entries(facts)
    .map(([name, value]) => `${name.padEnd(width)}${GAP}${cell(value)}`.trimEnd())
    .join("\n");
}

function cell(value: Row[string]): string {
  return value === null || value === undefined ? "–" : String(value).replace(/\s+/g, " ");
}
