import * as Checkout from "@stylegence/core/payment/checkout";
import type { ShopperCase } from "./shopper-cases.ts";
import type { Person, World } from "./shopper-world.ts";

const nobodys = `pay_${"0".repeat(26)}`;
let count = 0;
const newKey = () => `purchase-${String(++count).padStart(8, "0")}`;

/** A payment that somebody began, and a try of theirs that Razorpay took the money for. */
async function paid(world: World, person: Person) {
  const { razorpay } = world;
  const begun = await world.as(person, () => Checkout.begin({ plan: "monthly", key: newKey() }, async () => razorpay));
  const { id } = razorpay.attempt(begun.orderId);
  razorpay.authorize(id);
  razorpay.capture(id);
  const proof = {
    razorpay_payment_id: id,
    razorpay_order_id: begun.orderId,
    razorpay_signature: razorpay.sign(begun.orderId, id),
  };
  return { path: `/me/payments/${begun.paymentId}`, proof };
}

export const paymentCases: Record<string, (world: World) => Promise<ShopperCase>> = {
  getMembership: async () => ({ good: { path: "/me/membership" } }),
  listPayments: async (world) => {
    await paid(world, "ana");
    return {
      good: { path: "/me/payments?limit=10" },
      bad: [
        { call: { path: "/me/payments?cursor=AAAA" }, field: "cursor" },
        { call: { path: "/me/payments?limit=101" }, field: "limit" },
      ],
    };
  },
  beginPayment: async () => {
    const path = "/me/payments";
    const body = { plan: "yearly", key: newKey() };
    return {
      good: { path, body },
      status: 201,
      bad: [
        // What it costs, and which order it is, is never the browser's to say.
        { call: { path, body: { ...body, amount: 1 } }, field: "amount" },
        { call: { path, body: { ...body, orderId: "order_00000000000001" } }, field: "orderId" },
        { call: { path, body: { ...body, currency: "XXX" } }, field: "currency" },
        { call: { path, body: { ...body, currency: "inr" } }, field: "currency" },
        { call: { path, body: { ...body, plan: "for ever" } }, field: "plan" },
        { call: { path, body: { ...body, key: "short" } }, field: "key" },
      ],
    };
  },
  getPayment: async (world) => {
    const [own, other] = [await paid(world, "ana"), await paid(world, "bela")];
    return {
      good: { path: own.path },
      foreign: [{ path: other.path }, { path: `/me/payments/${nobodys}` }, { path: "/me/payments/pay_1" }],
    };
  },
  verifyPayment: async (world) => {
    const [own, earlier, other] = [await paid(world, "ana"), await paid(world, "ana"), await paid(world, "bela")];
    const path = `${own.path}/verify`;
    const { proof } = own;
    const bad = (change: object, field = "razorpay_signature") => ({
      call: { path, body: { ...proof, ...change } },
      field,
    });
    return {
      good: { path, body: proof },
      bad: [
        bad({ razorpay_signature: "0".repeat(64) }),
        bad({ razorpay_signature: proof.razorpay_signature.toUpperCase() }),
        bad({ razorpay_payment_id: earlier.proof.razorpay_payment_id }),
        // What was signed for another order, of their own or another's, is no proof for this one.
        bad(earlier.proof),
        bad(other.proof),
        bad({ razorpay_order_id: earlier.proof.razorpay_order_id }),
        bad({ amount: 1 }, "amount"),
      ],
      foreign: [
        { path: `${other.path}/verify`, body: other.proof },
        { path: `${other.path}/verify`, body: proof },
        { path: `/me/payments/${nobodys}/verify`, body: proof },
      ],
    };
  },
};
