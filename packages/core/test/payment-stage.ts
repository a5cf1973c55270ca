import { type Harness, startHarness } from "@stylegence/testing/harness";
import { membershipPeriod } from "../src/membership/membership.entity.ts";
import * as Membership from "../src/membership/membership.ts";
import * as Notification from "../src/notification/notification.ts";
import { begin } from "../src/payment/checkout.ts";
import type { Report } from "../src/payment/ledger.ts";
import { observe } from "../src/payment/observe.ts";
import { type Account, load } from "../src/payment/store.ts";
import { verify } from "../src/payment/verify.ts";
import { RazorpayModel, type Told } from "./razorpay-model.ts";

/** What Razorpay tells, as an event's reader gives it. */
export const reportOf = ({ payment, refund, dispute }: Told): Report => ({
  payment,
  ...(refund && { refunds: [refund] }),
  ...(dispute && { dispute: { id: dispute.id, state: dispute.status } }),
});

/** Something that is bought, at a Razorpay that is a model. */
export interface Purchase {
  userId: string;
  razorpay: RazorpayModel;
  paymentId: string;
  orderId: string;
  /** The page's own name for it. */
  key: string;
  account(): Promise<Account>;
  tell(told: Told): Promise<unknown>;
  /** The page tells what the checkout signed. */
  callBack(attemptId: string): Promise<Account>;
  /** How often it gave time. */
  periods(): Promise<number>;
  standing(): Promise<Membership.Standing>;
  /** Titles of what its shopper was told. */
  titles(): Promise<string[]>;
}

export interface PaymentStage {
  harness: Harness;
  newShopper(): string;
  as<T>(userId: string, body: () => Promise<T>): Promise<T>;
  staff<T>(body: () => Promise<T>): Promise<T>;
  buy(how?: { plan?: "monthly" | "yearly"; userId?: string; razorpay?: RazorpayModel }): Promise<Purchase>;
}

export async function startPaymentStage(dynamoUrl: string): Promise<PaymentStage> {
  const harness = await startHarness(dynamoUrl, { STAGE: "test" });
  let count = 0;
  const stage: PaymentStage = {
    harness,
    newShopper: () => `user_2Payer${++count}`,
    as: (userId, body) => harness.run(body, { actor: { type: "shopper", userId } }),
    staff: (body) => harness.run(body, { actor: { type: "staff", userId: "ops:ann" } }),
    async buy({ plan = "monthly", userId = stage.newShopper(), razorpay = new RazorpayModel() } = {}) {
      const wanted = { plan, key: `purchase-of-${++count}-0000` };
      const { paymentId, orderId } = await stage.as(userId, () => begin(wanted, async () => razorpay));
      const access = { razorpay: async () => razorpay, keySecret: async () => razorpay.keySecret };
      return {
        userId,
        razorpay,
        paymentId,
        orderId,
        key: wanted.key,
        account: async () => (await harness.run(() => load(paymentId)))!,
        tell: (told) => harness.run(() => observe(paymentId, reportOf(told))),
        callBack(attemptId) {
          const proof = { attemptId, orderId, signature: razorpay.sign(orderId, attemptId) };
          return stage.as(userId, () => verify(paymentId, proof, access));
        },
        periods: () =>
          harness.run(async () => {
            const { data } = await membershipPeriod().query.primary({ userId }).go({ consistent: true });
            return data.filter(({ key }) => key === paymentId).length;
          }),
        standing: () => harness.run(() => Membership.standing(userId)),
        titles: async () => (await stage.as(userId, () => Notification.list())).items.map(({ title }) => title),
      };
    },
  };
  return stage;
}

/** Pays it; nobody is told yet. Returns Razorpay's id of the try. */
export function pay({ razorpay, orderId }: Purchase): string {
  const { id } = razorpay.attempt(orderId);
  razorpay.authorize(id);
  razorpay.capture(id);
  return id;
}
