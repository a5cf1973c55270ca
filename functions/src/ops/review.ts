import { readFile } from "node:fs/promises";
import { notFound } from "@stylegence/core/platform/errors";
import { ownTools } from "@stylegence/core/review/perform";
import * as Proof from "@stylegence/core/review/proof";
import { find } from "@stylegence/core/review/settle";
import * as Staff from "@stylegence/core/review/staff";
import * as Waiting from "@stylegence/core/review/waiting";
import { Command } from "commander";
import { answer } from "./command.ts";
import { countOf } from "./options.ts";
import { factsOf, tableOf } from "./print.ts";

const REVIEW = ["<reviewId>", "id of the review"] as const;
const WHY = ["--reason <text>", "why, for the audit; it names nobody"] as const;
const SHOWN = 20;
const MAX_TEXT = 60;

/** `review held`, `review show`, `review release`, `review reject`, `review retry`, `review verify` */
export function review(): Command {
  const noun = new Command("review").description("shoppers' reviews");
  for (const made of [held(), show(), release(), reject(), retry(), verify()]) noun.addCommand(made);
  return noun;
}

function held(): Command {
  return new Command("held")
    .description("reviews that wait for somebody of ours")
    .option("--limit <n>", "reviews at most", countOf, SHOWN)
    .action(({ limit }: { limit: number }, self: Command) =>
      answer(self, async () => {
        const data = await Waiting.held(limit);
        const rows = data.map(({ reviewId, reason = "", language = "", rating, original, createdAt }) => {
          return {
            reviewId,
            since: createdAt,
            reason,
            language,
            rating,
            text: (original?.body ?? "").slice(0, MAX_TEXT),
          };
        });
        return { data, text: rows.length > 0 ? tableOf(rows) : "None waits." };
      }),
    );
}

function show(): Command {
  return new Command("show")
    .description("one review, as it was written and as it is read")
    .argument(...REVIEW)
    .action((reviewId: string, _: object, self: Command) =>
      answer(self, async () => {
        const data = await find(reviewId);
        if (!data) throw notFound({ reviewId });
        const {
          state,
          reason = "",
          groupId,
          rating,
          language = "",
          verified = "",
          helpful,
          original,
          title,
          body,
        } = data;
        const text = factsOf({ state, reason, groupId, rating, language, verified, helpful });
        const texts = [
          original && `As written: ${original.title ?? ""}\n${original.body}`,
          body && `As read: ${title ?? ""}\n${body}`,
        ];
        return { data, text: [text, ...texts].filter(Boolean).join("\n\n") };
      }),
    );
}

function release(): Command {
  return new Command("release")
    .description("publish a review that is held; under a text in English where it is in another language")
    .argument(...REVIEW)
    .requiredOption(...WHY)
    .option("--english <file>", "its text in English; a first line that begins with # is its title")
    .action((reviewId: string, { reason, english }: { reason: string; english?: string }, self: Command) =>
      answer(self, async () => {
        const text = english && (await readFile(english, "utf8")).trim();
        const [, title, rest] = /^#\s*(.+)\n([\s\S]+)$/.exec(text ?? "") ?? [];
        const given = text ? { english: { body: (rest ?? text).trim(), ...(title && { title: title.trim() }) } } : {};
        const state = await Staff.release(reviewId, { reason, ...given }, await ownTools());
        return { data: { reviewId, state }, text: `The review is ${state}.` };
      }),
    );
}

function reject(): Command {
  return new Command("reject")
    .description("refuse a review that is held, or remove a published one")
    .argument(...REVIEW)
    .requiredOption(...WHY)
    .action((reviewId: string, { reason }: { reason: string }, self: Command) =>
      answer(self, async () => {
        const state = await Staff.reject(reviewId, { reason });
        return { data: { reviewId, state }, text: `The review is ${state}.` };
      }),
    );
}

function retry(): Command {
  return new Command("retry")
    .description("have reviews looked at once more that wait for a translator")
    .action((_: object, self: Command) =>
      answer(self, async () => {
        const data = await Waiting.resend();
        return { data, text: `${data.sent} are looked at once more.` };
      }),
    );
}

function verify(): Command {
  return new Command("verify")
    .description("count a product's reviews one by one and hold that against its figures; fails where they differ")
    .argument("<groupId>", "id of the product")
    .action((groupId: string, _: object, self: Command) =>
      answer(self, async () => {
        const data = await Proof.verify(groupId);
        const { agrees, kept, counted } = data;
        const said = ({ count, average, verified }: typeof kept) =>
          `${count} reviews, ${average ?? 0} hundredths, ${verified} verified`;
        const text = agrees ? `Agrees: ${said(kept)}` : `Kept:    ${said(kept)}\nCounted: ${said(counted)}`;
        return { data, text, failed: !agrees };
      }),
    );
}
