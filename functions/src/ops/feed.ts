import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { importFeed, type Summary } from "@stylegence/core/feed/import";
import { readFeed } from "@stylegence/crawler/feed";
import { Command } from "commander";
import { type Answer, answer } from "./command.ts";
import { Failure } from "./failure.ts";
import { countOf } from "./options.ts";
import { factsOf } from "./print.ts";
import { progressOf } from "./progress.ts";

interface Options {
  source: string;
  currency: string;
  complete?: boolean;
  concurrency: number;
}

const CONCURRENCY = 8;
/** A smaller file's rows are counted first: it is read long before it is taken in. */
const COUNTED_BYTES = 20_000_000;

/** `feed import` */
export function feed(): Command {
  const noun = new Command("feed").description("product feeds in Google Merchant format");
  noun
    .command("import <file>")
    .description(
      "take in a feed (TSV, CSV, RSS or Atom; gzipped or not); may be repeated, and carried on after a break",
    )
    .requiredOption("--source <name>", "the shop or network that it comes from; made on first use")
    .option("--currency <code>", "of prices that name none", "INR")
    .option("--complete", "the feed holds all there is: discontinue what an earlier one named and this one does not")
    .option("--concurrency <n>", "products at once", countOf, CONCURRENCY)
    .action((file: string, options: Options, self: Command) => answer(self, () => take(file, options)));
  return noun;
}

async function take(file: string, { source, currency, complete, concurrency }: Options): Promise<Answer> {
  const { size } = await stat(file).catch((error: Error) => {
    throw new Failure(`${file} cannot be read: ${error.message}`);
  });
  const total = size <= COUNTED_BYTES ? await rowsIn(file) : null;
  const bytes = createReadStream(file);
  // Rows each for themselves: which of them are one product is decided by the page that they lie on.
  const rows = readFeed(bytes, { defaultCurrency: currency, group: false });
  const progress = progressOf("rows", total ?? size);
  const onProgress = (count: number) => progress.at(total === null ? bytes.bytesRead : count, count);
  try {
    const summary = await importFeed(rows, { source, complete, concurrency, onProgress });
    return { data: summary, text: textOf(summary), failed: summary.kept > 0 };
  } finally {
    progress.end();
    bytes.destroy();
  }
}

async function rowsIn(file: string): Promise<number> {
  let rows = 0;
  for await (const _ of readFeed(createReadStream(file), { group: false })) rows++;
  return rows;
}

function textOf({ sourceId, rows, refusals, held, gone, kept, ...counts }: Summary): string {
  const facts = factsOf({
    source: sourceId,
    rows,
    new: counts.new,
    changed: counts.changed,
    unchanged: counts.unchanged,
    refused: counts.refused,
    ...(held > 0 && { held: `${held} with a price that jumped too far: taken when the next import agrees` }),
    ...(gone > 0 && { gone }),
  });
  const reasons = refusals.map(
    ({ reason, count, lines }) => `  ${count} × ${reason}${lines.length > 0 ? ` (line ${lines.join(", ")})` : ""}`,
  );
  const doubt = kept > 0 ? [`${kept} products are missing, most of the source: nothing was discontinued.`] : [];
  return [facts, ...(reasons.length > 0 ? ["refused because:", ...reasons] : []), ...doubt].join("\n");
}
