import type { Razorpay, ReportedPayment } from "@stylegence/clients/razorpay/port";
import { isCheckoutSigned } from "@stylegence/clients/razorpay/signature";
import { ServiceError } from "@stylegence/clients/service-error";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { observe } from "./observe.ts";
import { ownAccount } from "./read.ts";
import type { Account, Payment } from "./store.ts";

/** What the checkout hands to the page. */
export interface Proof {
  attemptId: string;
  orderId: string;
  signature: string;
}

export interface Access {
  keySecret(): Promise<string>;
  razorpay(): Promise<Razorpay>;
}

/**
 * Takes in what the checkout told the page of the acting shopper's payment, and asks Razorpay what came of it; where that does not
 * answer, the signature alone says that the bank agreed, and the rest comes later. May be called again. Throws `not_found`, and
 * `invalid` for what was not signed for this payment's own order.
 */
export async function verify(paymentId: string, proof: Proof, access: Access): Promise<Account> {
  const { payment } = await ownAccount(paymentId);
  const { orderId } = payment;
  const isSigned =
    orderId !== undefined &&
    isCheckoutSigned(orderId, proof.attemptId, proof.signature, await access.keySecret()) &&
    proof.orderId === orderId;
  if (!isSigned) throw forged();
  await observe(paymentId, { payment: await reportOf(payment, orderId, proof.attemptId, access) });
  return ownAccount(paymentId);
}

function forged(): DomainError {
  const fields = [{ field: "razorpay_signature", message: "is not for this payment" }];
  return new DomainError("invalid", "This proof is not for this payment.", { fields });
}

async function reportOf(
  { amount }: Payment,
  orderId: string,
  attemptId: string,
  { razorpay }: Access,
): Promise<ReportedPayment> {
  try {
    return await (await razorpay()).payment(attemptId);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const agreed = { status: "authorized", captured: false, amountRefunded: 0, method: null, failure: null } as const;
    return { id: attemptId, orderId, ...amount, ...agreed, createdAt: context().now().toISOString() };
  }
}
