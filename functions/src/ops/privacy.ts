import * as Erasure from "@stylegence/core/privacy/erasure";
import { Command } from "commander";
import { answer } from "./command.ts";

/** `privacy show`, `privacy erase` */
export function privacy(): Command {
  const noun = new Command("privacy").description("erasures of shoppers");
  noun
    .command("show")
    .description("how far an erasure is")
    .argument("<userId>", "id of the shopper at the sign-in service")
    .action((userId: string, _: object, self: Command) =>
      answer(self, async () => {
        const data = await Erasure.find(userId);
        if (!data) return { data, text: "There is no erasure of this shopper, or it was done long ago." };
        const { status, requestedAt, finishedAt } = data;
        return { data, text: `${status}, requested ${requestedAt}${finishedAt ? `, done ${finishedAt}` : ""}` };
      }),
    );
  noun
    .command("erase")
    .description("erase a shopper for good, or have an erasure carried on")
    .argument("<userId>", "id of the shopper at the sign-in service")
    .requiredOption("--yes", "it can't be taken back")
    .action((userId: string, _: object, self: Command) =>
      answer(self, async () => {
        await Erasure.resume(userId);
        return { data: { userId }, text: "The privacy job is told; `privacy show` says how far it is." };
      }),
    );
  return noun;
}
