import { ServiceError } from "@stylegence/clients/service-error";
import { DomainError } from "@stylegence/core/platform/errors";
import { Command, CommanderError } from "commander";
import { Failure, Unfinished } from "./failure.ts";

/** Where what is said goes; whole lines, with their ends. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
}

const FAILED = 1;
const USAGE = 2;

const NOUNS: Record<string, () => Promise<Command>> = {
  affiliate: async () => (await import("./affiliate.ts")).affiliate(),
  crawl: async () => (await import("./crawl.ts")).crawl(),
  catalog: async () => (await import("./catalog.ts")).catalog(),
  feed: async () => (await import("./feed.ts")).feed(),
  search: async () => (await import("./search.ts")).search(),
  privacy: async () => (await import("./privacy.ts")).privacy(),
  review: async () => (await import("./review.ts")).review(),
  reward: async () => (await import("./reward.ts")).reward(),
  receipt: async () => (await import("./receipt.ts")).receipt(),
  payment: async () => (await import("./payment.ts")).payment(),
  dlq: async () => (await import("./dlq.ts")).dlq(),
};

/** Does what the words ask for, as a command line. Returns the code to end with: 1 for a failure, 2 for words that make no sense. */
export async function operate(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const program = await programFor(words, terminal);
    await program.parseAsync(words, { from: "user" });
    return 0;
  } catch (error) {
    return tell(error, terminal);
  }
}

async function programFor(words: readonly string[], terminal: Terminal): Promise<Command> {
  const output = { writeOut: terminal.out, writeErr: terminal.error };
  const program = new Command("ops")
    .description("What an operator does to a stage of Stylegence.")
    .option("--stage <name>", "stage to work on", "local")
    .option("--json", "print JSON")
    .configureOutput(output)
    .exitOverride();
  // Each noun brings the parts of the core that it needs: only the one asked for is loaded.
  const asked = words.find((word) => Object.hasOwn(NOUNS, word));
  for (const [name, load] of Object.entries(NOUNS)) {
    if (asked !== undefined && name !== asked) continue;
    const noun = await load();
    for (const command of [noun, ...noun.commands]) command.configureOutput(output).exitOverride();
    program.addCommand(noun);
  }
  return program;
}

/** One line for what the operator can understand, the whole error for what is a fault of ours. */
function tell(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (error instanceof Unfinished) return FAILED;
  const isKnown = error instanceof DomainError || error instanceof Failure || error instanceof ServiceError;
  terminal.error(isKnown ? `ops: ${error.message}${detailsOf(error)}\n` : `${(error as Error).stack ?? error}\n`);
  return FAILED;
}

function detailsOf(error: Error): string {
  if (!(error instanceof DomainError)) return "";
  const fields = error.fields.map(({ field, message }) => ` ${field}: ${message}`).join("");
  return Object.keys(error.context).length > 0 ? `${fields} ${JSON.stringify(error.context)}` : fields;
}
