import { lambdaInvoke } from "@stylegence/clients/lambda/invoke";
import * as Membership from "@stylegence/core/membership/membership";
import * as Reconcile from "@stylegence/core/payment/reconcile";
import * as Refund from "@stylegence/core/payment/refund";
import { type Account, load } from "@stylegence/core/payment/store";
import * as Audit from "@stylegence/core/platform/audit";
import { notFound } from "@stylegence/core/platform/errors";
import { toDecimal } from "@stylegence/core/platform/money";
import { Command } from "commander";
import { answer } from "./command.ts";
import { countOf } from "./options.ts";
import { factsOf, tableOf } from "./print.ts";
import type { Stage } from "./stage.ts";

const PAYMENT = ["<paymentId>", "ours, pay_…, as the shopper sees it"] as const;
const TIMEOUT_MS = 55_000;

/** `payment show`, `payment refund`, `payment reconcile` */
export function payment(): Command {
  const noun = new Command("payment").description("what shoppers paid");
  noun.addCommand(show()).addCommand(refund()).addCommand(reconcile());
  return noun;
}

function show(): Command {
  return new Command("show")
    .description("a payment with its tries, refunds and what was done to it")
    .argument(...PAYMENT)
    .action((paymentId: string, _: object, self: Command) =>
      answer(self, async () => {
        const account = await found(paymentId);
        const deeds = await Audit.list(paymentId);
        const { userId } = account.payment;
        const period = userId ? await Membership.spanOf(userId, paymentId) : null;
        const rows = deeds.map(({ at, action, reason, details }) => ({ at, action, reason, ...details })).reverse();
        const parts = [textOf(account, period), triesOf(account), refundsOf(account), deedsOf(rows)];
        return { data: { ...account, period, deeds: rows }, text: parts.filter(Boolean).join("\n\n") };
      }),
    );
}

function refund(): Command {
  return new Command("refund")
    .description("pay back; the same amount for the same reason is the same refund")
    .argument(...PAYMENT)
    .requiredOption("--reason <text>", "stays on record, and goes to Razorpay")
    .option("--amount <n>", "in the smallest unit (paise); all that is left where it is absent", countOf)
    .action((paymentId: string, { reason, amount }: { reason: string; amount?: number }, self: Command) =>
      answer(self, async (stage) => {
        const asked = await Refund.request(paymentId, { reason, amount });
        const isDone = asked.state !== "requested" || (await runNow(stage)) !== null;
        const { refunds } = await found(paymentId);
        const made = refunds.find(({ refundId }) => refundId === asked.refundId) ?? asked;
        const later = isDone ? "" : " The timer carries it out within a minute.";
        return { data: made, text: `${made.refundId}: ${made.amount}, ${made.state}.${later}` };
      }),
    );
}

function reconcile(): Command {
  return new Command("reconcile")
    .description("ask Razorpay now: about one payment, or about all that are due")
    .argument("[paymentId]", PAYMENT[1])
    .action((paymentId: string | undefined, _: object, self: Command) =>
      answer(self, async (stage) => {
        if (paymentId) await Reconcile.soon(paymentId);
        const data = await runNow(stage);
        if (!data) return { data, text: "This stage has no timer for it: it sells nothing.", failed: true };
        const { asked, changed, failed, more } = data;
        const text = factsOf({ asked, changed, failed: failed.length, more: more ? "yes" : "no" });
        return { data, text: [text, tableOf(failed)].filter(Boolean).join("\n\n"), failed: failed.length > 0 };
      }),
    );
}

/** Only the stage's own functions hold the key to the account. */
async function runNow({ functions }: Stage): Promise<Reconcile.Reconciled | null> {
  const name = functions.reconcilePayments;
  return name ? lambdaInvoke()<Reconcile.Reconciled>(name, {}, { timeoutMs: TIMEOUT_MS }) : null;
}

async function found(paymentId: string): Promise<Account> {
  const account = await load(paymentId);
  if (!account) throw notFound({ paymentId });
  return account;
}

function textOf({ payment: row }: Account, period: { startsAt: string; endsAt: string } | null): string {
  const { currency } = row.amount;
  return factsOf({
    payment: row.paymentId,
    shopper: row.userId ?? "erased",
    what: row.name,
    amount: `${currency} ${toDecimal(row.amount)}`,
    state: row.state,
    order: row.orderId,
    paid: row.paidAt,
    "paid by": row.paidBy,
    "paid back": `${currency} ${toDecimal({ amount: row.refunded, currency })}`,
    disputed: row.disputed ? "yes" : "no",
    period: period && `${period.startsAt} to ${period.endsAt}`,
    "asked next": row.checkAt,
  });
}

function triesOf({ attempts }: Account): string {
  return tableOf(
    attempts.map(({ at, attemptId, state, method, failure }) => ({ at, try: attemptId, state, method, failure })),
  );
}

function refundsOf({ refunds }: Account): string {
  return tableOf(
    refunds.map(({ at, refundId, providerId, amount, state, reason }) => {
      return { at, refund: refundId, razorpay: providerId, amount, state, reason };
    }),
  );
}

function deedsOf(rows: readonly { at: string; action: string; reason: string | undefined }[]): string {
  return tableOf(rows.map(({ at, action, reason }) => ({ at, deed: action, reason })));
}
