import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import path from "node:path";
import { root } from "@stylegence/local/parts/cache";
import type { Bench, Result } from "./bench/result.ts";

const BENCHES: Record<string, () => Promise<{ default: Bench }>> = {
  "cold-start": () => import("./bench/cold-start.ts"),
  crawl: () => import("./bench/crawl.ts"),
  extract: () => import("./bench/extract.ts"),
  fuzz: () => import("./bench/fuzz.ts"),
  go: () => import("./bench/go.ts"),
  ingest: () => import("./bench/ingest.ts"),
  live: () => import("./bench/live.ts"),
  pages: () => import("./bench/pages.ts"),
  pipeline: () => import("./bench/pipeline.ts"),
  schedule: () => import("./bench/schedule.ts"),
  relevance: () => import("./bench/relevance.ts"),
  search: () => import("./bench/search.ts"),
  webhooks: () => import("./bench/webhooks.ts"),
  wishlist: () => import("./bench/wishlist.ts"),
};

const FILE = path.join(root, "docs/benchmarks.md");
const HEAD = `# Benchmarks

\`pnpm bench <name>\` writes its part of this page. Figures are of one run on the machine that the part names; it is shared and noisy, so trust the
ratios inside a table, which come from one run, and not the absolute times.
`;

const wanted = process.argv.slice(2);
const names = wanted.length > 0 ? wanted : Object.keys(BENCHES);
const unknown = names.filter((name) => !BENCHES[name]);
if (unknown.length > 0) {
  console.error(`No bench ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}.`);
  process.exit(2);
}
for (const name of names) {
  const { default: bench } = await BENCHES[name]!();
  const text = textOf(name, await bench());
  console.log(text);
  save(name, text);
}
process.exit(0);

function textOf(name: string, { title, columns, rows, notes }: Result): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const table = [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
  const date = new Date().toISOString().slice(0, 10);
  return `## ${name}: ${title}\n\n${table}\n\n${notes}\n\n\`pnpm bench ${name}\`, ${date}, ${machine}.\n`;
}

/** Puts the part in the place of the one of that name, or at the end. */
function save(name: string, text: string): void {
  const page = existsSync(FILE) ? readFileSync(FILE, "utf8") : HEAD;
  const parts = page.split(/^(?=## )/m);
  const at = parts.findIndex((part) => part.startsWith(`## ${name}:`));
  if (at === -1) parts.push(text);
  else parts[at] = text;
  writeFileSync(FILE, `${parts.map((part) => part.trimEnd()).join("\n\n")}\n`);
}
