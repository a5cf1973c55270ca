import { ServiceError } from "@stylegence/clients/service-error";
import { DomainError } from "@stylegence/core/platform/errors";
import { Command, CommanderError } from "commander";
import { catalog } from "./catalog.ts";
import { dlq } from "./dlq.ts";
import { Failure } from "./failure.ts";
import { feed } from "./feed.ts";
import { search } from "./search.ts";

const USAGE = 2;

const program = new Command("ops")
  .description("What an operator does to a stage of Stylegence.")
  .option("--stage <name>", "stage to work on", "local")
  .option("--json", "print JSON")
  .exitOverride();
for (const noun of [catalog(), feed(), search(), dlq()]) program.addCommand(noun);
for (const noun of program.commands) for (const verb of [noun, ...noun.commands]) verb.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}

/** One line for what the operator can understand, the whole error for what is a fault of ours. */
function tell(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (error instanceof DomainError) {
    const details = Object.keys(error.context).length > 0 ? ` ${JSON.stringify(error.context)}` : "";
    console.error(`ops: ${error.message}${details}`);
  } else if (error instanceof Failure || error instanceof ServiceError) console.error(`ops: ${error.message}`);
  else console.error(error);
  return 1;
}
