// Runs in the folder that the bench makes. Argument: a file of {url, html} lines. The second of two passes is measured.
import { readFileSync } from "node:fs";
import shopping from "@samirrayani/metascraper-shopping";
import createMetascraper from "metascraper";

const pages = readFileSync(process.argv[2], "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line));
const metascraper = createMetascraper([(shopping.default ?? shopping)()]);
const text = (value) => (value === null || value === undefined || value === "" ? null : String(value));

async function readAll() {
  const answers = [];
  for (const { url, html } of pages) {
    const found = await metascraper({ url, html, validateUrl: false });
    const availability = text(found.availability)?.replace(/^.*[/#:]/, "") ?? null;
    answers.push({ price: text(found.price), availability, brand: text(found.brand), sku: text(found.sku) });
  }
  return answers;
}

await readAll();
const before = process.cpuUsage();
const answers = await readAll();
const { user, system } = process.cpuUsage(before);
process.stdout.write(`${JSON.stringify({ answers, cpuMs: (user + system) / 1000 })}\n`);
