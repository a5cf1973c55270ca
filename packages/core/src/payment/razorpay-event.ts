import { Notes, PaymentEntity, RefundEntity } from "@stylegence/clients/razorpay/reported";
import * as z from "zod/mini";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import type { Report } from "./ledger.ts";
import { type Observed, observe } from "./observe.ts";
import { paymentIdOf } from "./store.ts";
import { DISPUTE_STATES } from "./transition.data.ts";

/** An event as it is stored until it is applied: everything that is needed to pass it on as it came. */
export const Envelope = z.object({
  eventId: z.string(),
  signature: z.string(),
  /** As it was signed. */
  body: z.string(),
  /** It came from another stage of ours, and goes no further. */
  relayed: z.boolean(),
});
export type Envelope = z.infer<typeof Envelope>;

const held = <T extends z.ZodMiniType>(entity: T) => z.optional(z.object({ entity }));
const Body = z.object({
  event: z.string(),
  payload: z.object({
    payment: held(PaymentEntity),
    refund: held(RefundEntity),
    dispute: held(z.object({ id: z.string(), status: z.enum(DISPUTE_STATES) })),
  }),
});
const Noted = z.object({ payload: z.record(z.string(), z.object({ entity: z.object({ notes: Notes }) })) });

/** `ignored`: an event that says nothing of payments; `passed on`: it was another stage's. */
export type Outcome = Observed | "ignored" | "passed on";

/** Hands an event to another stage. Throws where that did not take it. */
export type Relay = (stage: string, envelope: Envelope) => Promise<void>;

/** What an event is called; null for what is none. */
export function typeOf(body: string): string | null {
  const parsed = z.object({ event: z.string().check(z.maxLength(80)) }).safeParse(parse(body));
  return parsed.success ? parsed.data.event : null;
}

/**
 * Applies a stored event: to the payment that its order is for, or by passing it on to the stage that its notes name. Throws `invalid`
 * for one that can't be read.
 */
export async function apply(payload: string, relay?: Relay): Promise<Outcome> {
  const envelope = Envelope.parse(JSON.parse(payload));
  const report = reportOf(envelope.body);
  if (!report) return "ignored";
  const paymentId = await paymentIdOf(report.payment.orderId);
  if (paymentId) return observe(paymentId, report);
  const stage = stageOf(envelope.body);
  const isOthers = stage !== null && stage !== context().config.STAGE && !envelope.relayed;
  if (!relay || !isOthers) return "unknown";
  await relay(stage, envelope);
  return "passed on";
}

function reportOf(body: string): Report | null {
  const parsed = Body.safeParse(parse(body));
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => path.join(".")).join();
    throw new DomainError("invalid", `An event that can't be read: ${fields}`, { context: { event: typeOf(body) } });
  }
  const { payment, refund, dispute } = parsed.data.payload;
  if (!payment || payment.entity.orderId === "") return null;
  return {
    payment: payment.entity,
    ...(refund && { refunds: [refund.entity] }),
    ...(dispute && { dispute: { id: dispute.entity.id, state: dispute.entity.status } }),
  };
}

/** The names that stages may have, as their addresses are made of them. */
const STAGE = /^(pr-\d{1,6}|[a-z][a-z0-9]{1,19})$/;

/** The stage that an order, a payment or a refund notes; null for none, or what is no stage's name. */
function stageOf(body: string): string | null {
  const parsed = Noted.safeParse(parse(body));
  if (!parsed.success) return null;
  const named = Object.values(parsed.data.payload).flatMap(({ entity }) => entity.notes.stage ?? []);
  return named.find((stage) => STAGE.test(stage)) ?? null;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
