import { context } from "@stylegence/core/platform/context";
import * as Adjustment from "@stylegence/core/reward/adjustment";
import * as Ledger from "@stylegence/core/reward/ledger";
import * as Proof from "@stylegence/core/reward/proof";
import * as Redemption from "@stylegence/core/reward/redemption";
import * as Referral from "@stylegence/core/reward/referral";
import * as Statement from "@stylegence/core/reward/statement";
import { Command, InvalidArgumentError } from "commander";
import { answer } from "./command.ts";
import { countOf } from "./options.ts";
import { factsOf, tableOf } from "./print.ts";

const SHOPPER = ["<userId>", "id of the shopper at the sign-in service"] as const;
const SHOWN = 20;

/** `reward show`, `reward verify`, `reward adjust`, `reward return` */
export function reward(): Command {
  const noun = new Command("reward").description("shoppers' points");
  noun.addCommand(show()).addCommand(verify()).addCommand(adjust()).addCommand(giveBack());
  return noun;
}

function show(): Command {
  return new Command("show")
    .description("what a shopper has, and what moved it last, newest first")
    .argument(...SHOPPER)
    .option("--limit <n>", "entries at most", countOf, SHOWN)
    .action((userId: string, { limit }: { limit: number }, self: Command) =>
      answer(self, async () => {
        const [balance, { items }, referral] = await Promise.all([
          Ledger.balanceOf(userId),
          Statement.entries(userId, { limit }),
          Referral.find(userId),
        ]);
        const rows = items.map(({ at, type, pending, spendable, reason, entryId, key }) => {
          return { at, type, pending, spendable, reason, key, entryId };
        });
        const facts = factsOf({ ...balance, invited: referral ? referral.state : "by nobody" });
        return { data: { balance, referral, items }, text: [facts, tableOf(rows)].filter(Boolean).join("\n\n") };
      }),
    );
}

function verify(): Command {
  return new Command("verify")
    .description("sum up a shopper's ledger and hold it against the balance; fails where they differ")
    .argument(...SHOPPER)
    .option("--repair <reason>", "set the balance to what the ledger comes to")
    .action((userId: string, { repair }: { repair?: string }, self: Command) =>
      answer(self, async () => {
        const data = await (repair ? Proof.repair(userId, repair) : Proof.verify(userId));
        const { agrees, balance, sum } = data;
        const said = ({ pending, spendable, entries }: Ledger.Balance) =>
          `${pending} pending, ${spendable} spendable, ${entries} entries`;
        if (agrees) return { data, text: `Agrees: ${said(sum)}` };
        const text = `Balance: ${said(balance)}\nLedger:  ${said(sum)}${repair ? "\nThe balance is set to the ledger." : ""}`;
        return { data, text, failed: !repair };
      }),
    );
}

function adjust(): Command {
  return new Command("adjust")
    .description("give or take spendable points; what is taken must be there")
    .argument(...SHOPPER)
    .requiredOption("--points <n>", "whole points, negative to take", pointsOf)
    .requiredOption("--reason <text>", "the shopper reads it, and it stays on record")
    .option("--key <case>", "names the case: the same again moves nothing")
    .action((userId: string, options: { points: number; reason: string; key?: string }, self: Command) =>
      answer(self, async () => {
        const key = options.key ?? context().newId("rwd");
        const isMoved = await Adjustment.adjust(userId, { ...options, key });
        const balance = await Ledger.balanceOf(userId);
        const text = isMoved ? `Done: ${balance.spendable} spendable now.` : "This case was adjusted before.";
        return { data: { isMoved, balance }, text };
      }),
    );
}

function giveBack(): Command {
  return new Command("return")
    .description("take a redemption back: the membership that it bought ends, the points are there again")
    .argument(...SHOPPER)
    .argument("<entryId>", "the redemption, as `reward show` names it")
    .requiredOption("--reason <text>", "stays on record")
    .action((userId: string, entryId: string, { reason }: { reason: string }, self: Command) =>
      answer(self, async () => {
        const isMoved = await Redemption.undo(userId, entryId, reason);
        const balance = await Ledger.balanceOf(userId);
        const text = isMoved ? `Done: ${balance.spendable} spendable now.` : "It was taken back before.";
        return { data: { isMoved, balance }, text };
      }),
    );
}

function pointsOf(text: string): number {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value) || value === 0) {
    throw new InvalidArgumentError("a whole number, and not 0");
  }
  return value;
}
