import type { Command } from "commander";
import { Unfinished } from "./failure.ts";
import { openStage, type Stage } from "./stage.ts";

export interface Common {
  stage: string;
  json?: boolean;
}

export interface Answer {
  /** Printed as JSON with --json. */
  data: unknown;
  /** For a person. */
  text: string;
  /** Something was left undone: the program ends with 1 all the same. */
  failed?: boolean;
}

/** Runs a verb on the stage that was named and prints its answer. Throws Unfinished where it says that something was left undone. */
export async function answer(command: Command, verb: (stage: Stage) => Promise<Answer>): Promise<void> {
  const common = command.optsWithGlobals<Common>();
  const stage = await openStage(common.stage);
  const { data, text, failed } = await stage.run(() => verb(stage));
  command.configureOutput().writeOut?.(`${common.json ? JSON.stringify(data, null, 2) : text}\n`);
  if (failed) throw new Unfinished();
}
