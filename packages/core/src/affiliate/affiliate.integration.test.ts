import { randomBytes } from "node:crypto";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ADMITAD, aClick, anAdult, aPush, putNetworks, stored, TEMPLATE } from "../../test/affiliate.ts";
import { list } from "../notification/notification.ts";
import * as Purchase from "../purchase/purchase.ts";
import * as Ledger from "../reward/ledger.ts";
import * as Callback from "./callback.ts";
import * as Click from "./click.ts";
import * as Configuration from "./configuration.ts";
import { unname } from "./forget.ts";
import { find as findPull, type PullTools, pull } from "./pull.ts";
import { readAgain, readOnce } from "./reading.ts";
import { newClickId } from "./way.ts";

let harness: Harness;
let serial = 0;

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  await harness.run(putNetworks);
});
afterAll(() => harness.close());

const within = <T>(body: () => Promise<T>) => harness.run(body);
const nextId = () => `t${++serial}`;
const points = async (userId: string) => {
  const { pending, spendable } = await Ledger.balanceOf(userId);
  return [pending, spendable];
};
const sent = async (kind: string) =>
  (await harness.items())
    .filter((item) => item.__edb_e__ === "outbox" && item.topic === "affiliate")
    .map((item) => JSON.parse(String(item.body)) as { kind: string; callbackId?: string; network?: string })
    .filter((body) => body.kind === kind);

describe("what a network tells of a purchase", () => {
  it("makes points pending, then spendable, and a reversal takes them back, with the purchase and a word each time", () =>
    within(async () => {
      const userId = await anAdult();
      const sub = await aClick(userId);
      const row = { id: nextId(), sub, sale: "200000", pay: "20000", order: "o-1" };
      expect(await aPush({ ...row, status: "open" })).toMatchObject({ state: "applied", rows: 1, changed: 1 });
      expect(await points(userId)).toEqual([100, 0]);
      expect(await Purchase.best(userId, "prd_1")).toBeNull();
      await aPush({ ...row, status: "ok" });
      expect(await points(userId)).toEqual([0, 100]);
      expect(await Purchase.best(userId, "prd_1")).toMatchObject({ method: "affiliate", confirmed: true });
      await aPush({ ...row, status: "back" });
      expect(await points(userId)).toEqual([0, 0]);
      expect(await Purchase.best(userId, "prd_1")).toBeNull();
      const told = await harness.run(() => list(), { actor: { type: "shopper", userId } });
      const titles = told.items.map(({ title }) => title);
      expect(titles.sort()).toEqual(["100 points on the way", "100 points to spend", "Points taken back"]);
    }));

  it("counts once, however often, at once and out of order it is told", () =>
    within(async () => {
      const userId = await anAdult();
      const row = { id: nextId(), sub: await aClick(userId), sale: "90000", pay: "9000" };
      const ids = await Promise.all(["open", "ok", "open", "paid", "ok"].map((status) => stored({ ...row, status })));
      await Promise.all([...ids, ...ids, ...ids].reverse().map(readAgain));
      expect(await points(userId)).toEqual([0, 45]);
      const { entries } = await Ledger.balanceOf(userId);
      await Promise.all(ids.map(readAgain));
      expect((await Ledger.balanceOf(userId)).entries).toBe(entries);
    }));

  it("is one row each of an order, and a restatement two records more", () =>
    within(async () => {
      const userId = await anAdult();
      const sub = await aClick(userId);
      const [first, second] = [nextId(), nextId()];
      await aPush({ id: first, sub, status: "ok", sale: "100000", pay: "10000", order: "o-7" });
      await aPush({ id: second, sub, status: "open", sale: "60000", pay: "6000", order: "o-7" });
      expect(await points(userId)).toEqual([30, 50]);
      const reversal = { id: nextId(), of: first, sale: "-100000", pay: "-10000" };
      await aPush({ ...reversal, status: "open" });
      expect(await points(userId)).toEqual([30, 0]);
      await aPush({ id: nextId(), of: first, status: "ok", sale: "40000", pay: "4000" });
      expect(await points(userId)).toEqual([30, 20]);
      await aPush({ ...reversal, status: "ok" });
      expect(await points(userId)).toEqual([30, 20]);
    }));

  it("earns nobody anything where the click is nobody's, a minor's, or of somebody who was erased since", () =>
    within(async () => {
      const minor = await anAdult({ birthDate: "2012-01-01" });
      const clicked = await aClick(minor);
      expect(await Click.find(clicked)).not.toHaveProperty("userId");
      const nobody = await aPush({ id: nextId(), sub: await aClick(), status: "ok", sale: "90000", pay: "9000" });
      expect(nobody).toMatchObject({ state: "applied", changed: 1 });
      await aPush({ id: nextId(), sub: clicked, status: "ok", sale: "90000", pay: "9000" });
      expect(await points(minor)).toEqual([0, 0]);
      const userId = await anAdult();
      const row = { id: nextId(), sub: await aClick(userId), sale: "90000", pay: "9000" };
      await aPush({ ...row, status: "open" });
      await unname([row.sub]);
      expect(await aPush({ ...row, status: "ok" })).toMatchObject({ state: "applied", changed: 1 });
      expect(await points(userId)).toEqual([45, 0]);
    }));
});

describe("what is in doubt", () => {
  const parked = (reason: string) => ({ state: "parked", reason: expect.stringContaining(reason), changed: 0 });

  it("is parked and has no effect: a word that nobody told us, until the network's configuration does", () =>
    within(async () => {
      const userId = await anAdult();
      const row = { id: nextId(), sub: await aClick(userId), sale: "90000", pay: "9000" };
      const read = await aPush({ ...row, status: "Bestätigt" });
      expect(read).toMatchObject(parked("unknown_status: row"));
      expect(await points(userId)).toEqual([0, 0]);
      expect((await Callback.list("tmpl", "parked")).map(({ callbackId }) => callbackId)).toContain(read.callbackId);
      await Configuration.putNetwork({ ...TEMPLATE, statuses: { ...TEMPLATE.statuses, bestätigt: "approved" } });
      expect(await readAgain(read.callbackId)).toMatchObject({ state: "applied", changed: 1 });
      expect(await points(userId)).toEqual([0, 45]);
      expect(await Callback.list("tmpl", "parked")).not.toContainEqual(
        expect.objectContaining({ callbackId: read.callbackId }),
      );
    }));

  it("is a click of another network, or of none, or one that came after the order", () =>
    within(async () => {
      const userId = await anAdult();
      const row = { id: nextId(), status: "ok", sale: "90000", pay: "9000" };
      const foreign = await aClick(userId, { network: "admitad" });
      expect(await aPush({ ...row, sub: foreign })).toMatchObject(parked("foreign_click"));
      expect(await aPush({ ...row, sub: newClickId() })).toMatchObject(parked("unknown_click"));
      expect(await aPush({ ...row, sub: foreign.toLowerCase() })).toMatchObject(parked("unknown_click"));
      expect(await aPush(row)).toMatchObject(parked("unknown_click"));
      const late = { ...row, sub: await aClick(userId), at: "2026-11-20T06:00:00Z" };
      expect(await aPush(late)).toMatchObject(parked("before_click"));
      expect(await points(userId)).toEqual([0, 0]);
    }));

  it.each([
    ["beyond the network's bounds", { sale: "5000001", pay: "9000" }],
    ["a commission beyond them", { sale: "4000000", pay: "1000001" }],
    ["a commission that is more than its sale", { sale: "9000", pay: "9001" }],
    ["a commission against its sale", { sale: "-9000", pay: "900" }],
    ["no whole number", { sale: "9000", pay: "90.5" }],
  ])("is an amount that can't be: %s", (_, amounts) =>
    within(async () => {
      const userId = await anAdult();
      const read = await aPush({ id: nextId(), sub: await aClick(userId), status: "ok", ...amounts });
      expect(read.state).toBe("parked");
      expect(await points(userId)).toEqual([0, 0]);
    }),
  );

  it("is a row that says another click than it did, or another original", () =>
    within(async () => {
      const [userId, other] = [await anAdult(), await anAdult()];
      const row = { id: nextId(), status: "open", sale: "90000", pay: "9000" };
      await aPush({ ...row, sub: await aClick(userId) });
      expect(await aPush({ ...row, status: "ok", sub: await aClick(other) })).toMatchObject(parked("contradiction"));
      expect(await aPush({ ...row, of: nextId(), sub: await aClick(userId) })).toMatchObject(parked("contradiction"));
      expect([await points(userId), await points(other)]).toEqual([
        [45, 0],
        [0, 0],
      ]);
    }));

  it("is a commission in another currency than the first that was told; until then there is none", () =>
    within(async () => {
      const limits = { ...TEMPLATE.limits, USD: { sale: 100_000, commission: 10_000 } };
      await Configuration.putNetwork({ ...TEMPLATE, limits, mapping: { ...TEMPLATE.mapping, currency: "cur" } });
      const row = { id: nextId(), sub: await aClick(await anAdult()) };
      expect(await aPush({ ...row, status: "open" })).toMatchObject({ changed: 1 });
      expect(await aPush({ ...row, status: "open", pay: "200", cur: "USD" })).toMatchObject({ changed: 1 });
      expect(await aPush({ ...row, status: "ok", pay: "200", cur: "INR" })).toMatchObject(parked("contradiction"));
      await putNetworks();
    }));

  it("is what can't be read, and what a network sent that is not configured", () =>
    within(async () => {
      expect(await aPush({ nothing: "of use" })).toMatchObject(parked("unreadable"));
      expect(await aPush({ id: "1" }, "nobody")).toMatchObject(parked("unknown_network"));
    }));

  it("waits where the click is still under way, and comes back with it", () =>
    within(async () => {
      const userId = await anAdult();
      const sub = newClickId();
      const { callbackId } = await aPush({ id: nextId(), sub, status: "open", sale: "90000", pay: "9000" });
      await aClick(userId, { clickId: sub });
      expect(await sent("callback")).toContainEqual(expect.objectContaining({ callbackId }));
      const read = await readOnce(callbackId);
      expect(read).toMatchObject({ state: "applied" });
      expect(await points(userId)).toEqual([45, 0]);
      expect(await readOnce(callbackId)).toEqual({ callbackId, state: "applied" });
    }));
});

describe("a network with a list", () => {
  const action = (id: string, subid: string, status: string, payment = 90) => ({
    ...{ action_id: id, subid, status, payment, cart: 900, currency: "INR", action_date: "2026-11-23 06:00:00" },
    order_id: `o-${id}`,
  });
  const tools = (pages: object[][], seen: object[] = []): PullTools => ({
    secrets: async () => ({ admitad: { paths: [], api: { token: "t" } } }),
    puller: async (_, credentials) => ({
      async *since(state) {
        seen.push({ state, credentials });
        for (const [at, results] of pages.entries())
          yield { raw: JSON.stringify({ results }), next: { page: String(at) } };
      },
    }),
  });

  it("makes points spendable by its list alone: a push only has the list read", () =>
    within(async () => {
      const userId = await anAdult();
      const [id, subid1] = [nextId(), await aClick(userId, { network: "admitad" })];
      const push = { admitad_id: id, subid1, order_sum: "900.00", payment_sum: "90.00", currency: "INR" };
      await aPush({ ...push, payment_status: "approved", time: "1795413600" }, "admitad");
      expect(await points(userId)).toEqual([45, 0]);
      expect(await sent("pull")).toContainEqual(expect.objectContaining({ network: "admitad" }));
      const seen: object[] = [];
      const foreign = action(nextId(), newClickId(), "approved");
      const pages = [[foreign], [action(id, subid1, "approved")]];
      expect(await pull("admitad", tools(pages, seen))).toMatchObject({
        outcome: "read",
        pages: 2,
        rows: 2,
        changed: 1,
        parked: 0,
      });
      expect(seen).toEqual([{ state: {}, credentials: { token: "t" } }]);
      expect(await points(userId)).toEqual([0, 45]);
      expect(await findPull("admitad")).toMatchObject({ state: { page: "1" } });
      // What it corrects holds from then on, also where the page looks as it did once.
      for (const [payment, spendable] of [
        [80, 40],
        [90, 45],
        [80, 40],
        [90, 45],
      ] as const) {
        harness.clock.advance({ minutes: 1 });
        await pull("admitad", tools([[action(id, subid1, "approved", payment)]]));
        expect(await points(userId)).toEqual([0, spendable]);
      }
      // The same list again is no news; a push alone takes nothing back, and the list does.
      expect(await pull("admitad", tools(pages))).toMatchObject({ outcome: "read", changed: 0 });
      await aPush({ ...push, payment_status: "declined" }, "admitad");
      expect(await points(userId)).toEqual([0, 45]);
      await pull("admitad", tools([[action(id, subid1, "declined")]]));
      expect(await points(userId)).toEqual([0, 0]);
      harness.clock.advance({ minutes: 1 });
      const reopened = await pull("admitad", tools([[action(id, subid1, "approved", 91)]]));
      expect(reopened).toMatchObject({ changed: 0, parked: 1 });
    }));

  it("is read by one at a time, from where it was left, and again where that was asked for meanwhile", () =>
    within(async () => {
      const asked = (await sent("pull")).length;
      let go = () => {};
      const held = new Promise<void>((resolve) => {
        go = resolve;
      });
      const slow: PullTools = {
        ...tools([]),
        puller: async () => ({
          async *since(state) {
            expect(state).toEqual({ page: "0" });
            await held;
            yield { raw: "", next: { page: "9" } };
          },
        }),
      };
      const first = pull("admitad", slow);
      await expect.poll(async () => (await findPull("admitad"))?.leaseUntil).toBeGreaterThan(0);
      expect(await pull("admitad", tools([]))).toMatchObject({ outcome: "busy" });
      go();
      expect(await first).toMatchObject({ outcome: "read", pages: 1 });
      expect(await findPull("admitad")).toMatchObject({ state: { page: "9" } });
      expect((await sent("pull")).length).toBe(asked + 1);
    }));

  it("may answer with a page that no item of the table holds, which is read again whole", () =>
    within(async () => {
      const userId = await anAdult();
      const [id, sub] = [nextId(), await aClick(userId, { network: "admitad" })];
      const foreign = Array.from({ length: 100 }, (_, at) => ({
        ...action(`big${at}`, newClickId(), "pending"),
        order_id: randomBytes(8000).toString("base64").slice(0, 190),
        note: randomBytes(6000).toString("base64"),
      }));
      const pulled = await pull("admitad", tools([[...foreign, action(id, sub, "approved")]]));
      expect(pulled).toMatchObject({ outcome: "read", rows: 101, changed: 1 });
      const big = (await Callback.list("admitad", "applied")).find(({ parts }) => parts !== undefined)!;
      expect(big.parts).toBeGreaterThan(1);
      expect(await readAgain(big.callbackId)).toMatchObject({ rows: 101, changed: 0 });
      expect(await points(userId)).toEqual([0, 45]);
    }));

  it("keeps its place where a page can't be had, and frees it for the next", () =>
    within(async () => {
      const broken: PullTools = {
        ...tools([]),
        puller: async () => ({
          async *since() {
            yield { raw: "", next: { page: "10" } };
            throw new Error("503 from the network");
          },
        }),
      };
      await expect(pull("admitad", broken)).rejects.toThrow("503");
      expect(await findPull("admitad")).toMatchObject({ state: { page: "10" }, fault: "503 from the network" });
      expect(await pull("admitad", tools([[]]))).toMatchObject({ outcome: "read" });
      expect(await pull("tmpl", tools([[]]))).toMatchObject({ outcome: "none" });
    }));
});

describe("the configuration", () => {
  it("refuses, naming fields, a network that leads elsewhere or lacks what it needs", () =>
    within(async () => {
      const { mapping: _, ...bare } = TEMPLATE;
      const wrong: [object, string][] = [
        [bare, "mapping"],
        [{ ...TEMPLATE, link: "https://evil.example/?s={clickId}&u={url}" }, "link"],
        [{ ...TEMPLATE, link: "https://go.tmpl.example/?u={url}" }, "link"],
        [{ ...TEMPLATE, limits: { INR: { sale: 1.5, commission: 1 } } }, "limits.INR.sale"],
        [{ ...TEMPLATE, network: "Tmpl" }, "network"],
        [{ ...TEMPLATE, secret: "x" }, ""],
        [{ ...TEMPLATE, confirmedBy: "pull" }, "confirmedBy"],
      ];
      for (const [given, field] of wrong) {
        await expect(Configuration.putNetwork(given)).rejects.toMatchObject({ code: "invalid", fields: [{ field }] });
      }
      const programme = { shop: "shop.example", network: "admitad" };
      await expect(Configuration.putProgramme(programme)).rejects.toMatchObject({ fields: [{ field: "link" }] });
      const put = await Configuration.putProgramme({ ...programme, values: { campaign: "abc" } });
      expect(put).toMatchObject({ network: ADMITAD.network, paused: false });
    }));
});
