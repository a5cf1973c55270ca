import { rebuild } from "@stylegence/core/search/rebuild";
import { Command } from "commander";
import { answer } from "./command.ts";
import { progressOf } from "./progress.ts";

/** `search rebuild` */
export function search(): Command {
  const noun = new Command("search").description("the search index");
  noun
    .command("rebuild")
    .description("fill a new index from the table and swap it in; searches go on meanwhile")
    .option("--restart", "throw away a rebuild that was left unfinished")
    .action((options: { restart?: boolean }, self: Command) =>
      answer(self, async () => {
        const progress = progressOf("products", 0);
        try {
          const data = await rebuild({ ...options, onProgress: (written) => progress.at(0, written) });
          return { data, text: `${data.written} products are in ${data.index}, which now answers.` };
        } finally {
          progress.end();
        }
      }),
    );
  return noun;
}
