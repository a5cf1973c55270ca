import { PAYMENT_STATES } from "@stylegence/contracts/payment";
import { expect, it } from "vitest";
import { methodName, stateTag } from "./payment-state.ts";

it("has a word for each state, and another once money went back or is fought over", () => {
  const plain = PAYMENT_STATES.map((state) => stateTag({ state, refund: "none", disputed: false }).text);
  expect(plain).toEqual(["Not paid", "Being confirmed", "Failed", "Being confirmed", "Paid"]);
  expect(stateTag({ state: "captured", refund: "partial", disputed: false }).text).toBe("Refunded in part");
  expect(stateTag({ state: "captured", refund: "full", disputed: false }).text).toBe("Refunded");
  expect(stateTag({ state: "captured", refund: "full", disputed: true }).text).toBe("Disputed");
});

it("names ways to pay as payers do", () => {
  expect(["upi", "card", "paylater"].map(methodName)).toEqual(["UPI", "card", "paylater"]);
});
