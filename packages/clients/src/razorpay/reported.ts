import * as z from "zod/mini";
import type { ReportedPayment, ReportedRefund } from "./port.ts";

const at = z.pipe(
  z.int(),
  z.transform((seconds: number) => new Date(seconds * 1000).toISOString()),
);
const none = z.optional(z.nullable(z.string()));

/** Written as a list where it is empty, by a habit of PHP's. Values may be numbers. */
export const Notes = z.pipe(
  z.optional(z.nullable(z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]))),
  z.transform((given): Record<string, string> => {
    if (!given || Array.isArray(given)) return {};
    return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
  }),
);

export const PaymentEntity = z.pipe(
  z.object({
    id: z.string(),
    order_id: none,
    status: z.enum(["created", "authorized", "captured", "refunded", "failed"]),
    captured: z.optional(z.nullable(z.boolean())),
    amount: z.int(),
    currency: z.string(),
    amount_refunded: z.optional(z.nullable(z.int())),
    method: none,
    error_description: none,
    created_at: at,
  }),
  z.transform(
    (given): ReportedPayment => ({
      id: given.id,
      orderId: given.order_id ?? "",
      status: given.status,
      captured: given.captured ?? given.status === "captured",
      amount: given.amount,
      currency: given.currency,
      amountRefunded: given.amount_refunded ?? 0,
      method: given.method ?? null,
      failure: given.error_description ?? null,
      createdAt: given.created_at,
    }),
  ),
);

export const RefundEntity = z.pipe(
  z.object({
    id: z.string(),
    payment_id: z.string(),
    amount: z.int(),
    status: z.enum(["pending", "processed", "failed"]),
    notes: Notes,
    created_at: at,
  }),
  z.transform(
    (given): ReportedRefund => ({
      id: given.id,
      paymentId: given.payment_id,
      amount: given.amount,
      status: given.status,
      refundId: given.notes.refundId ?? null,
      createdAt: given.created_at,
    }),
  ),
);
