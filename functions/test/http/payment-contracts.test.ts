import * as Contract from "@stylegence/contracts/payment";
import { PLANS } from "@stylegence/core/payment/price-list";
import { PAYMENT_STATES, REFUND_STATES } from "@stylegence/core/payment/transition.data";
import { expect, it } from "vitest";

it("payments are named in the API as in the core", () => {
  expect(Contract.PLANS).toEqual(PLANS);
  expect(Contract.PAYMENT_STATES).toEqual(PAYMENT_STATES);
  expect(Contract.Refund.shape.state.options).toEqual(REFUND_STATES.filter((state) => state !== "refused"));
});
