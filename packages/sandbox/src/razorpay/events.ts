import type { Dispute, Order, Payment, Refund, Saved } from "./model.ts";

export interface Happening {
  event: string;
  payment: Payment;
  order?: Order;
  refund?: Refund;
  dispute?: Dispute;
}

/** The bytes of an event as Razorpay writes it: what the entities were at that moment. */
export function payloadOf(data: Pick<Saved, "accountId">, happening: Happening, at: number): string {
  const { event, payment, order, refund, dispute } = happening;
  const parts = {
    ...(refund && { refund: { entity: refund } }),
    payment: { entity: payment },
    ...(order && { order: { entity: order } }),
    ...(dispute && { dispute: { entity: dispute } }),
  };
  const contains = Object.keys(parts);
  return JSON.stringify({
    entity: "event",
    account_id: data.accountId,
    event,
    contains,
    payload: parts,
    created_at: at,
  });
}
