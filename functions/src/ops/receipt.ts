import { writeFile } from "node:fs/promises";
import { s3Objects } from "@stylegence/clients/objects/s3";
import * as Audit from "@stylegence/core/platform/audit";
import { context } from "@stylegence/core/platform/context";
import { toDecimal } from "@stylegence/core/platform/money";
import * as Staff from "@stylegence/core/receipt/staff";
import { fileKey } from "@stylegence/core/upload/places";
import * as Uploads from "@stylegence/core/upload/row";
import { Command } from "commander";
import { answer } from "./command.ts";
import { Failure } from "./failure.ts";
import { factsOf, tableOf } from "./print.ts";

/** `receipt list | show | file | confirm | refuse` */
export function receipt(): Command {
  const noun = new Command("receipt").description("receipts that shoppers claim purchases with");
  noun
    .command("list")
    .description("claims that wait for somebody to decide, oldest first")
    .option("--cursor <cursor>", "go on where the last list ended")
    .action(({ cursor }: { cursor?: string }, self: Command) => answer(self, () => list(cursor)));
  noun
    .command("show <receiptId>")
    .description("what was read of a receipt, how it fits, and what was done to it")
    .action((receiptId: string, _: object, self: Command) => answer(self, () => show(receiptId)));
  noun
    .command("file <receiptId> <path>")
    .description("save the receipt itself, to look at it")
    .action((receiptId: string, path: string, _: object, self: Command) => answer(self, () => save(receiptId, path)));
  for (const verdict of ["confirm", "refuse"] as const) {
    noun
      .command(`${verdict} <receiptId>`)
      .description(verdict === "confirm" ? "record the purchase" : "tell the shopper that it does not count, and why")
      .requiredOption("--reason <text>", verdict === "confirm" ? "kept in the audit" : "kept in the audit, and told")
      .action((receiptId: string, { reason }: { reason: string }, self: Command) =>
        answer(self, async () => {
          const data = await Staff.decide(receiptId, verdict, reason);
          return { data, text: `${receiptId} is ${data.state}.` };
        }),
      );
  }
  return noun;
}

async function list(cursor?: string) {
  const data = await Staff.list(cursor);
  const rows = data.items.map(({ receiptId, createdAt, subject, match, reason }) => ({
    receipt: receiptId,
    since: createdAt,
    confidence: match?.confidence,
    why: reason,
    garment: subject.title,
  }));
  const more = data.cursor ? `\nmore with --cursor ${data.cursor}` : "";
  return { data, text: (tableOf(rows) || "No receipt waits.") + more };
}

async function show(receiptId: string) {
  const data = await Staff.show(receiptId);
  const { reading, match } = data;
  const money = (amount: { amount: number; currency: string } | null | undefined) =>
    amount && `${toDecimal(amount)} ${amount.currency}`;
  const facts = factsOf({
    ...{ receipt: receiptId, state: data.state, reason: data.reason, shopper: data.userId },
    ...{ garment: `${data.groupId} ${data.subject.title}`, confidence: match?.confidence },
    ...{ shop: reading?.shop, order: reading?.orderId, day: reading?.day, total: money(reading?.total) },
    ...{ letters: reading && `${Math.round(reading.confidence)} of 100`, decided: data.decidedAt },
  });
  const parts = (match?.parts ?? []).map(({ part, score, weight }) => ({ part, score, weight }));
  const lines = (reading?.lines ?? []).map(({ title, quantity, amount }) => ({
    title,
    quantity,
    amount: money(amount),
  }));
  const deeds = (await Audit.list(receiptId, 20)).map(({ at, action, actor, reason }) => ({
    at,
    action,
    actor,
    reason,
  }));
  return { data, text: [facts, tableOf(parts), tableOf(lines), tableOf(deeds)].filter(Boolean).join("\n\n") };
}

async function save(receiptId: string, path: string) {
  const { userId, uploadId } = await Staff.show(receiptId);
  const file = (await Uploads.find(userId, uploadId))?.files?.at(-1);
  const stored = file && (await s3Objects(context().config.PRIVATE_BUCKET).get(fileKey(userId, uploadId, file.name)));
  if (!stored) throw new Failure("The file is gone.");
  await writeFile(path, stored.body);
  return { data: { path, contentType: stored.contentType }, text: `${path}, ${stored.contentType}` };
}
