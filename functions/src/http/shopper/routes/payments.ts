import { PageQuery } from "@stylegence/contracts/page";
import * as Contract from "@stylegence/contracts/payment";
import * as Membership from "@stylegence/core/membership/membership";
import * as Checkout from "@stylegence/core/payment/checkout";
import * as Payments from "@stylegence/core/payment/read";
import { checkoutOf, detailed, plansShown, shown } from "@stylegence/core/payment/shown";
import { type Access, verify } from "@stylegence/core/payment/verify";
import { context } from "@stylegence/core/platform/context";
import { actingShopper } from "@stylegence/core/shopper/shopper";
import * as Count from "@stylegence/core/wishlist/count";
import * as z from "zod/mini";
import { PRIVATE, type Route, route } from "../../api/route.ts";

const OfPayment = z.object({ paymentId: Contract.PaymentId });
const own = { security: "shopper", cacheControl: PRIVATE } as const;

/** They answer from a function of their own: only that holds the key to the account. */
export const paymentRoutes: Route<Access>[] = [
  route({
    ...own,
    path: "/me/membership",
    id: "getMembership",
    summary: "Where the shopper stands, and what is sold",
    params: undefined,
    query: undefined,
    response: Contract.Membership,
    responseName: "Membership",
    answer: async () => ({
      body: {
        standing: await Membership.standing(actingShopper()),
        onSale: context().config.RAZORPAY_KEY_ID !== "",
        plans: plansShown(),
        wishes: { free: Count.MAX_WISHES, member: Count.MAX_MEMBER_WISHES },
      },
    }),
  }),
  route({
    ...own,
    path: "/me/payments",
    id: "listPayments",
    summary: "The shopper's payments, newest first",
    params: undefined,
    query: PageQuery,
    response: Contract.Payments,
    responseName: "Payments",
    answer: async ({ query }) => {
      const { items, nextCursor } = await Payments.list(query);
      return { body: { items: items.map(shown), nextCursor } };
    },
  }),
  route({
    ...own,
    method: "POST",
    path: "/me/payments",
    id: "beginPayment",
    summary: "Begin to pay for a membership: an order for what it costs; the same key is the same order",
    params: undefined,
    query: undefined,
    body: Contract.PaymentInput,
    response: Contract.Checkout,
    responseName: "Checkout",
    answer: async ({ body, razorpay }: { body: Contract.PaymentInput } & Access) => ({
      status: 201,
      body: checkoutOf(await Checkout.begin(body, razorpay)),
    }),
  }),
  route({
    ...own,
    path: "/me/payments/{paymentId}",
    id: "getPayment",
    summary: "One payment with its receipt and refunds",
    params: OfPayment,
    query: undefined,
    response: Contract.PaymentDetail,
    responseName: "PaymentDetail",
    answer: async ({ params }) => ({ body: await detailed(await Payments.ownAccount(params.paymentId)) }),
  }),
  route({
    ...own,
    method: "POST",
    path: "/me/payments/{paymentId}/verify",
    id: "verifyPayment",
    summary: "Tell what the checkout said; the answer is what Razorpay knows of it",
    params: OfPayment,
    query: undefined,
    body: Contract.PaymentProof,
    response: Contract.PaymentDetail,
    responseName: "PaymentDetail",
    answer: async ({
      params,
      body,
      ...access
    }: { params: { paymentId: string }; body: Contract.PaymentProof } & Access) => {
      const proof = {
        attemptId: body.razorpay_payment_id,
        orderId: body.razorpay_order_id,
        signature: body.razorpay_signature,
      };
      return { body: await detailed(await verify(params.paymentId, proof, access)) };
    },
  }),
];
