import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import * as Device from "./device.ts";
import * as Settings from "./settings.ts";
import { tokenOf, unsubscribe } from "./unsubscribe.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());

let count = 0;
let userId = "";
beforeEach(() => {
  userId = `user_Stop${++count}`;
  harness.clock.set("2026-11-23T06:00:00Z");
});

const asShopper = <T>(body: () => Promise<T>) => harness.run(body, { actor: { type: "shopper", userId } });
const subscribe = (endpoint: string) =>
  asShopper(() => Device.add({ endpoint, keys: { p256dh: "B".repeat(87), auth: "a".repeat(22) } }));

describe("a mail's own link", () => {
  const settings = () => harness.run(() => Settings.find(userId));
  const stop = (token: string) => harness.run(() => unsubscribe(token, ["k", "older"]));

  it("stops what it is for, without a sign-in, also when signed with the key before", async () => {
    const token = await harness.run(async () => tokenOf({ userId, kind: "price_drop" }, "older"));
    expect([await stop(token), await stop(token)]).toEqual(["price_drop", "price_drop"]);
    const { kinds } = await settings();
    expect([kinds.price_drop.email, kinds.back_in_stock.email]).toEqual(["off", "now"]);
    await stop(await harness.run(async () => tokenOf({ userId, kind: "all" }, "k")));
    expect(Object.entries((await settings()).kinds).filter(([, { email }]) => email !== "off")).toEqual([
      ["security", { inApp: true, email: "now", push: true }],
    ]);
  });

  it("is of no use where it is another's, changed, over, or nonsense", async () => {
    const token = await harness.run(async () => tokenOf({ userId, kind: "price_drop" }, "k"));
    const [payload = "", signature = ""] = token.split(".");
    const other = Buffer.from(JSON.stringify(["user_Other", "all", 9e9])).toString("base64url");
    const bad = ["", ".", "x.y", `${other}.${signature}`, `${payload}.${signature.slice(1)}`, `${token}.x`, payload];
    for (const one of bad) await expect(stop(one)).rejects.toMatchObject({ code: "invalid" });
    await expect(harness.run(() => unsubscribe(token, ["another"]))).rejects.toMatchObject({ code: "invalid" });
    harness.clock.advance({ days: 91 });
    await expect(stop(token)).rejects.toMatchObject({ code: "invalid" });
    expect((await settings()).kinds.price_drop.email).toBe("now");
  });
});

describe("a shopper's browsers", () => {
  it("belong to who signed in there last, and are ten at most", async () => {
    const first = userId;
    await subscribe("https://push.example.com/shared");
    userId = `${first}b`;
    await subscribe("https://push.example.com/shared");
    expect(await harness.run(() => Device.list(first))).toEqual([]);
    for (let n = 0; n < 12; n++) {
      harness.clock.advance({ seconds: 1 });
      await subscribe(`https://push.example.com/many/${n}`);
    }
    expect((await asShopper(() => Device.mine())).map(({ endpoint }) => endpoint.split("/").at(-1))).toEqual([
      "11",
      "10",
      "9",
      "8",
      "7",
      "6",
      "5",
      "4",
      "3",
      "2",
    ]);
  });
});
