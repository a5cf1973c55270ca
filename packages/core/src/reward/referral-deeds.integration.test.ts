import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { aClick, aPush, putNetworks } from "../../test/affiliate.ts";
import { people } from "../../test/people.ts";
import { RazorpayModel } from "../../test/razorpay-model.ts";
import { begin } from "../payment/checkout.ts";
import { observe } from "../payment/observe.ts";
import * as Ledger from "./ledger.ts";
import { REFERRAL_POINTS } from "./rate.data.ts";
import * as Referral from "./referral.ts";
import * as Code from "./referral-code.ts";
import { settleDue } from "./referral-due.ts";

let harness: Harness;
let serial = 0;

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"), { STAGE: "test" });
  await harness.run(putNetworks);
});
afterAll(() => harness.close());

async function pair(): Promise<[referrer: string, sent: string]> {
  const { as, enters } = people(harness);
  const [referrer, sent] = [`user_Ref${++serial}`, `user_Sent${serial}`];
  for (const userId of [referrer, sent]) await enters(userId, { email: `${userId}@example.com` });
  const code = await as(referrer, Code.make);
  await as(sent, () => Referral.claim(code));
  return [referrer, sent];
}

const settle = () => harness.run(settleDue);
const points = async (userId: string) => {
  const { pending, spendable } = await harness.run(() => Ledger.balanceOf(userId));
  return [pending, spendable];
};

describe("a referral counts", () => {
  it("a membership that is paid, until it is paid back", async () => {
    const [referrer, sent] = await pair();
    const razorpay = new RazorpayModel();
    const wanted = { plan: "monthly", key: "a-key-of-a-purchase" } as const;
    const { paymentId, orderId } = await people(harness).as(sent, () => begin(wanted, async () => razorpay));
    const { id } = razorpay.attempt(orderId);
    const hear = async () => {
      for (const { payment, refund } of razorpay.told) {
        await harness.run(() => observe(paymentId, { payment, ...(refund && { refunds: [refund] }) }));
      }
    };
    razorpay.authorize(id);
    await hear();
    await settle();
    expect(await points(referrer)).toEqual([0, 0]);
    razorpay.capture(id);
    await hear();
    await settle();
    expect([await points(referrer), await points(sent)]).toEqual([
      [REFERRAL_POINTS, 0],
      [REFERRAL_POINTS, 0],
    ]);
    razorpay.release(id);
    await hear();
    await settle();
    expect([await points(referrer), await points(sent)]).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it("a purchase that a shop approved and that earned enough, until it is returned", async () => {
    const [referrer, sent] = await pair();
    const cheap = { id: `c${serial}`, sub: await harness.run(() => aClick(sent)), sale: "20000", pay: "2000" };
    await harness.run(() => aPush({ ...cheap, status: "ok" }));
    await settle();
    expect(await points(referrer)).toEqual([0, 0]);
    const dear = { id: `d${serial}`, sub: await harness.run(() => aClick(sent)), sale: "200000", pay: "20000" };
    await harness.run(() => aPush({ ...dear, status: "open" }));
    await settle();
    expect(await points(referrer)).toEqual([0, 0]);
    await harness.run(() => aPush({ ...dear, status: "ok" }));
    await settle();
    expect(await points(referrer)).toEqual([REFERRAL_POINTS, 0]);
    await harness.run(() => aPush({ ...cheap, status: "back" }));
    await settle();
    expect(await points(referrer)).toEqual([REFERRAL_POINTS, 0]);
    harness.clock.advance({ days: 8 });
    await settle();
    expect(await points(referrer)).toEqual([0, REFERRAL_POINTS]);
    await harness.run(() => aPush({ ...dear, status: "back" }));
    await settle();
    expect([await points(referrer), await points(sent)]).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});
