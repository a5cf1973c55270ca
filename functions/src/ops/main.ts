import { ServiceError } from "@stylegence/clients/service-error";
import { DomainError } from "@stylegence/core/platform/errors";
import { Command, CommanderError } from "commander";
import { Failure } from "./failure.ts";

const USAGE = 2;

const NOUNS: Record<string, () => Promise<Command>> = {
  crawl: async () => (await import("./crawl.ts")).crawl(),
  catalog: async () => (await import("./catalog.ts")).catalog(),
  feed: async () => (await import("./feed.ts")).feed(),
  search: async () => (await import("./search.ts")).search(),
  dlq: async () => (await import("./dlq.ts")).dlq(),
};

const program = new Command("ops")
  .description("What an operator does to a stage of Stylegence.")
  .option("--stage <name>", "stage to work on", "local")
  .option("--json", "print JSON")
  .exitOverride();

// Each noun brings the parts of the core that it needs: only the one asked for is loaded.
const asked = process.argv.slice(2).find((word) => Object.hasOwn(NOUNS, word));
for (const [name, load] of Object.entries(NOUNS)) {
  if (asked !== undefined && name !== asked) continue;
  const noun = await load();
  for (const command of [noun, ...noun.commands]) command.exitOverride();
  program.addCommand(noun);
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}

/** One line for what the operator can understand, the whole error for what is a fault of ours. */
function tell(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (error instanceof DomainError) {
    const fields = error.fields.map(({ field, message }) => ` ${field}: ${message}`).join("");
    const details = Object.keys(error.context).length > 0 ? ` ${JSON.stringify(error.context)}` : "";
    console.error(`ops: ${error.message}${fields}${details}`);
  } else if (error instanceof Failure || error instanceof ServiceError) console.error(`ops: ${error.message}`);
  else console.error(error);
  return 1;
}
