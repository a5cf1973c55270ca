import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { people } from "../../test/people.ts";
import { sortKey } from "../platform/item.ts";
import { commit } from "../platform/transaction.ts";
import * as Calendar from "./calendar.ts";
import * as Consent from "./consent.ts";
import { TEXT_VERSION } from "./consent-text.data.ts";
import * as Metrics from "./metrics.ts";
import * as Profile from "./profile.ts";
import { endWrites } from "./shopper.ts";
import * as Withdrawal from "./withdrawal.ts";

let harness: Harness;
let world: ReturnType<typeof people>;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  world = people(harness);
});
afterAll(() => harness.close());

const fieldsOf = (error: unknown) => (error as { fields: { field: string }[] }).fields.map(({ field }) => field);
const itemsOf = async (userId: string, kinds: string[]) =>
  (await harness.items()).filter((item) => item.userId === userId && kinds.includes(String(item.__edb_e__)));
const METRICS = ["bodyMetrics", "bodyMetricsRecord"];
const grant = { textVersion: TEXT_VERSION, consents: { storeBodyMetrics: true } };

describe("a profile", () => {
  it("keeps what is not named, tidies what is, and empties by null", async () => {
    const userId = await world.enters("user_Profile1");
    await world.as(userId, async () => {
      const first = await Profile.change({
        stylePreferences: [" Boho ", "boho", "athleisure"],
        preferredCurrency: "USD",
        sizeLabels: [
          { category: "women-kurtas", brand: null, sizeSystem: "ALPHA", label: "M" },
          { category: "women-kurtas", brand: null, sizeSystem: "ALPHA", label: "L" },
        ],
      });
      expect(first.stylePreferences).toEqual(["boho", "athleisure"]);
      expect(first.sizeLabels).toEqual([{ category: "women-kurtas", brand: null, sizeSystem: "ALPHA", label: "L" }]);
      const second = await Profile.change({ preferredCurrency: null, preferredSizeSystem: "UK" });
      expect(second).toMatchObject({
        preferredCurrency: "INR",
        preferredSizeSystem: "UK",
        stylePreferences: ["boho", "athleisure"],
      });
      expect(await Profile.read()).toEqual(second);
    });
  });

  it.each([
    ["preferredCurrency", { preferredCurrency: "XXQ" }],
    ["sizeLabels.0.category", { sizeLabels: [{ category: "no-such", brand: null, sizeSystem: "IN", label: "8" }] }],
    ["username", { username: "admin" }],
    ["birthDate", { birthDate: "2090-01-01" }],
  ])("names %s where it can't be kept, and changes nothing", async (field, change) => {
    const userId = await world.enters("user_Profile2");
    await world.as(userId, async () => {
      const before = await Profile.read();
      const error = await Profile.change(change).catch((thrown: unknown) => thrown);
      expect(fieldsOf(error)).toEqual([field]);
      expect(await Profile.read()).toEqual(before);
    });
  });

  it("has a username that one shopper alone has, though many ask at once; a name given up is free", async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, (_, at) => world.enters(`user_Name${at}`)));
    const tries = await Promise.allSettled(ids.map((id) => world.as(id, () => Profile.change({ username: "asha" }))));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const winner = ids[tries.findIndex(({ status }) => status === "fulfilled")]!;
    const loser = ids.find((id) => id !== winner)!;
    await world.as(winner, () => Profile.change({ username: "asha_2" }));
    expect((await world.as(loser, () => Profile.change({ username: "asha" }))).username).toBe("asha");
    const claims = (await harness.items()).filter((item) => item.__edb_e__ === "username");
    expect(claims.map(({ username, userId }) => [username, userId]).sort()).toEqual([
      ["asha", loser],
      ["asha_2", winner],
    ]);
  });

  it("loses no change of two made at once", async () => {
    const userId = await world.enters("user_Profile3");
    await Promise.all([
      world.as(userId, () => Profile.change({ preferredCurrency: "EUR" })),
      world.as(userId, () => Profile.change({ favoriteBrands: ["fabindia"] })),
      world.as(userId, () => Consent.change({ textVersion: TEXT_VERSION, consents: { shareReviewsPublic: true } })),
    ]);
    expect(await world.as(userId, () => Profile.read())).toMatchObject({
      preferredCurrency: "EUR",
      favoriteBrands: ["fabindia"],
      consents: { shareReviewsPublic: true },
    });
  });
});

describe("consents", () => {
  it("are none until they are given, each with the text that was read, and keep their history and audit", async () => {
    const userId = await world.enters("user_Consent1");
    await world.as(userId, async () => {
      expect((await Consent.read()).consents.map(({ granted }) => granted)).toEqual([false, false, false, false]);
      await expect(Consent.change({ ...grant, textVersion: "1999-01-01" })).rejects.toMatchObject({ code: "invalid" });
      await expect(Consent.change(grant)).rejects.toMatchObject({ code: "forbidden" });
      await Profile.change({ adultDeclared: true });
      await Consent.change(grant);
      await Consent.change(grant);
      harness.clock.advance({ minutes: 1 });
      await Consent.change({ ...grant, consents: { storeBodyMetrics: false } });
      const { items } = await Consent.history();
      expect(items.map(({ flag, granted, version, reason }) => [flag, granted, version, reason])).toEqual([
        ["storeBodyMetrics", false, TEXT_VERSION, "settings"],
        ["storeBodyMetrics", true, TEXT_VERSION, "settings"],
      ]);
      const [newest] = (await Consent.history({ limit: 1 })).items;
      expect(newest?.granted).toBe(false);
    });
    const audited = (await harness.items()).filter((item) => item.action === "consent.updated");
    expect(audited.length).toBeGreaterThanOrEqual(2);
  });

  it("can't be given by somebody who acts as the shopper, but withdrawn", async () => {
    const userId = await world.enters("user_Consent2");
    await world.consents(userId, ["analytics"]);
    await expect(world.as(userId, () => Consent.change(grant), "user_staff")).rejects.toMatchObject({
      code: "forbidden",
    });
    const after = await world.as(
      userId,
      () => Consent.change({ textVersion: TEXT_VERSION, consents: { analytics: false } }),
      "user_staff",
    );
    expect(after.consents.find(({ flag }) => flag === "analytics")?.granted).toBe(false);
    const { items } = await world.as(userId, () => Consent.history());
    expect(items[0]).toMatchObject({ granted: false, actUserId: "user_staff" });
  });

  it("refuse a cursor of somebody else's list", async () => {
    const [one, other] = [await world.enters("user_Cursor1"), await world.enters("user_Cursor2")];
    for (const userId of [one, other]) await world.consents(userId, ["analytics", "storeBodyMetrics"]);
    const { nextCursor } = await world.as(one, () => Consent.history({ limit: 1 }));
    expect((await world.as(one, () => Consent.history({ cursor: nextCursor! }))).items).toHaveLength(1);
    for (const cursor of [nextCursor!, "nonsense", Buffer.from('{"pk":"x"}').toString("base64url")]) {
      const error = await world.as(other, () => Consent.history({ cursor })).catch((thrown: unknown) => thrown);
      expect([cursor, fieldsOf(error)]).toEqual([cursor, ["cursor"]]);
    }
  });
});

describe("age", () => {
  it("under 18 ends the consents that take an adult in the same moment, and can't be undone by the shopper", async () => {
    const userId = await world.enters("user_Young");
    await world.consents(userId, ["storeBodyMetrics", "analytics", "personalisation", "shareReviewsPublic"]);
    await world.as(userId, async () => {
      await Metrics.put({ heightCm: 150 });
      const after = await Profile.change({ birthDate: "2008-11-24" });
      expect(after).toMatchObject({
        age: "minor",
        consents: { storeBodyMetrics: false, analytics: false, personalisation: false, shareReviewsPublic: true },
      });
      expect(await Metrics.read()).toEqual({ metrics: null, allowed: false });
      await expect(Metrics.put({ heightCm: 151 })).rejects.toMatchObject({ code: "forbidden" });
      await expect(Profile.change({ birthDate: "2000-01-01" })).rejects.toMatchObject({ code: "forbidden" });
      await expect(Profile.change({ adultDeclared: true })).rejects.toMatchObject({ code: "forbidden" });
      await expect(Consent.change(grant)).rejects.toMatchObject({ code: "forbidden" });
      const { items } = await Consent.history();
      expect(
        items
          .filter(({ reason }) => reason === "age")
          .map(({ flag }) => flag)
          .sort(),
      ).toEqual(["analytics", "personalisation", "storeBodyMetrics"]);
    });
    for (const flag of ["storeBodyMetrics", "analytics", "personalisation"] as const)
      await harness.run(() => Withdrawal.perform({ userId, flag }));
    expect(await itemsOf(userId, METRICS)).toEqual([]);
  });

  it("is counted by the day in India: 18 on the birthday, not before", async () => {
    const userId = await world.enters("user_Birthday");
    const at = async (iso: string) => {
      harness.clock.set(iso);
      return (await world.as(userId, () => Profile.read())).age;
    };
    await world.as(userId, () => Profile.change({ birthDate: "2008-11-30" }));
    expect(await at("2026-11-29T18:29:59Z")).toBe("minor");
    expect(await at("2026-11-29T18:30:00Z")).toBe("adult");
    expect((await world.as(userId, () => Consent.change(grant))).consents[0]?.granted).toBe(true);
  });
});

describe("measurements", () => {
  it("are kept with consent alone, one entry for each change, and never outside of their ranges", async () => {
    const userId = await world.enters("user_Metrics1");
    await expect(world.as(userId, () => Metrics.put({ heightCm: 170 }))).rejects.toMatchObject({ code: "forbidden" });
    await world.consents(userId);
    await world.as(userId, async () => {
      for (const [field, input] of [
        ["heightCm", { heightCm: 99.9 }],
        ["weightKg", { weightKg: 301 }],
        ["bustCm", { bustCm: Number.NaN }],
        ["measuredAt", { heightCm: 170, measuredAt: "2036-01-01T00:00:00Z" }],
        ["heightCm", {}],
      ] as const) {
        const error = await Metrics.put(input).catch((thrown: unknown) => thrown);
        expect(fieldsOf(error)).toContain(field);
      }
      await Metrics.put({ heightCm: 170.24, weightKg: 61, notes: "after lunch" });
      harness.clock.advance({ days: 30 });
      await Metrics.put({ heightCm: 170.2, weightKg: 61, notes: "after lunch" });
      await Metrics.put({ heightCm: 170.2, weightKg: 60 });
      const { metrics } = await Metrics.read();
      expect(metrics).toMatchObject({ heightCm: 170.2, weightKg: 60, bustCm: null, notes: null });
      const { items } = await Metrics.history();
      expect(items.map(({ weightKg, notes }) => [weightKg, notes])).toEqual([
        [60, null],
        [61, "after lunch"],
      ]);
      await Metrics.forget(items[1]!.metricsId);
      await expect(Metrics.forget(items[1]!.metricsId)).rejects.toMatchObject({ code: "not_found" });
      expect((await Metrics.history()).items).toHaveLength(1);
      await Metrics.clear();
      expect(await Metrics.read()).toEqual({ metrics: null, allowed: true });
    });
    expect(await itemsOf(userId, METRICS)).toEqual([]);
  });

  it("are gone at once when the consent is withdrawn, in every copy once the job has run, and stay gone when it is given again", async () => {
    const userId = await world.enters("user_Metrics2");
    await world.consents(userId);
    await world.as(userId, async () => {
      for (const weightKg of [60, 61, 62]) await Metrics.put({ weightKg });
    });
    await world.withdraws(userId);
    await world.as(userId, async () => {
      expect(await Metrics.read()).toEqual({ metrics: null, allowed: false });
      expect((await Metrics.history()).items).toEqual([]);
    });
    const queued = (await harness.items()).filter(
      (item) => item.__edb_e__ === "outbox" && String(item.body).includes(userId),
    );
    expect(queued.map(({ topic, body }) => [topic, JSON.parse(String(body))])).toContainEqual([
      "privacy",
      expect.objectContaining({ kind: "withdrawal", userId, flag: "storeBodyMetrics" }),
    ]);
    // Given again before the job ran: what was kept under the grant before counts no more, and what comes now stays.
    await world.consents(userId);
    await world.as(userId, async () => {
      expect((await Metrics.history()).items).toEqual([]);
      await Metrics.put({ weightKg: 70 });
    });
    const flag = "storeBodyMetrics" as const;
    expect(await harness.run(() => Withdrawal.perform({ userId, flag }))).toEqual({
      measurements: 3,
      exports: 0,
      reviews: 0,
    });
    expect(await harness.run(() => Withdrawal.perform({ userId, flag }))).toEqual({
      measurements: 0,
      exports: 0,
      reviews: 0,
    });
    expect((await itemsOf(userId, METRICS)).map(({ weightKg }) => weightKg)).toEqual([70, 70]);
    await world.withdraws(userId);
    await harness.run(() => Withdrawal.perform({ userId, flag }));
    expect(await itemsOf(userId, METRICS)).toEqual([]);
  });

  it("reach every holder of a consented value by its flag, also after one has failed", async () => {
    const userId = await world.enters("user_Metrics3");
    let failures = 1;
    const seen: unknown[] = [];
    const holders = [
      { name: "reviews", flags: ["storeBodyMetrics"] as const, empty: async (asked: unknown) => seen.push(asked) },
      {
        name: "embeddings",
        flags: ["personalisation"] as const,
        empty: () => Promise.reject(new Error("not this one")),
      },
      {
        name: "exports",
        flags: ["storeBodyMetrics"] as const,
        empty: () => (failures-- > 0 ? Promise.reject(new Error("cut off")) : Promise.resolve(2)),
      },
    ];
    const perform = () => harness.run(() => Withdrawal.perform({ userId, flag: "storeBodyMetrics" }, holders));
    await expect(perform()).rejects.toThrow("cut off");
    expect(await perform()).toEqual({ reviews: 2, exports: 2 });
    expect(seen).toEqual(Array(2).fill({ userId, flag: "storeBodyMetrics", grantId: null }));
  });

  it("leave nothing behind when they are kept and the consent is withdrawn at once", async () => {
    const userId = await world.enters("user_Metrics4");
    await world.consents(userId);
    for (let round = 0; round < 5; round++) {
      const puts = [60 + round, 70 + round, 80 + round].map((weightKg) =>
        world.as(userId, () => Metrics.put({ weightKg })).catch((error: { code: string }) => error.code),
      );
      await Promise.all([...puts, world.withdraws(userId)]);
      await harness.run(() => Withdrawal.perform({ userId, flag: "storeBodyMetrics" }));
      expect(await itemsOf(userId, METRICS)).toEqual([]);
      await world.consents(userId);
    }
  });

  it("are not shown to somebody who acts as the shopper, and not kept for one who is deleted", async () => {
    const userId = await world.enters("user_Metrics5");
    await world.consents(userId);
    await world.as(userId, () => Metrics.put({ weightKg: 60 }));
    await expect(world.as(userId, () => Metrics.read(), "user_staff")).rejects.toMatchObject({ code: "forbidden" });
    await harness.run(() => commit(endWrites(userId)));
    await expect(world.as(userId, () => Metrics.put({ weightKg: 61 }))).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });
});

describe("a calendar", () => {
  const answering = (text: string) => async (url: string) =>
    ({
      kind: "ok",
      url,
      status: 200,
      headers: {},
      hops: [],
      contentType: null,
      charset: "utf-8",
      body: Buffer.from(text),
      text,
    }) as const;

  it("is connected where the address leads to one, and shows its host alone", async () => {
    const userId = await world.enters("user_Calendar1");
    await world.as(userId, async () => {
      const url = "webcal://calendar.example.com/private-7f3/basic.ics";
      await Calendar.connect(url, answering("BEGIN:VCALENDAR\r\n"));
      const view = await Calendar.read();
      expect(view).toEqual({ connected: true, provider: "ical", host: "calendar.example.com", lastSyncedAt: null });
      expect(JSON.stringify(view)).not.toContain("private-7f3");
      await Calendar.disconnect();
      await Calendar.disconnect();
      expect((await Calendar.read()).connected).toBe(false);
    });
  });

  it.each([
    "http://calendar.example.com/a.ics",
    "file:///etc/passwd",
    "https://user:secret@calendar.example.com/a.ics",
    "https://127.0.0.1/a.ics",
    "https://[::1]/a.ics",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/a.ics",
    "nonsense",
  ])("is refused at %s, which the problem does not quote", async (url) => {
    const userId = await world.enters("user_Calendar2");
    const error = await world.as(userId, () => Calendar.connect(url)).catch((thrown: unknown) => thrown);
    expect(fieldsOf(error)).toEqual(["url"]);
    expect(String(error)).not.toContain(url);
    const stored = (await harness.items()).filter((item) => item.userId === userId && item.__edb_e__ === "calendar");
    expect(stored).toEqual([]);
  });

  it("is refused where the address leads to a page", async () => {
    const userId = await world.enters("user_Calendar3");
    const refused = world.as(userId, () => Calendar.connect("https://shop.example.com/", answering("<html>")));
    await expect(refused).rejects.toMatchObject({ code: "invalid" });
  });
});

it("what is a shopper's lies in their partition, whose key keeps the case of their id", async () => {
  const userId = await world.enters("user_CaSe");
  await world.consents(userId);
  await world.as(userId, () => Metrics.put({ weightKg: 60 }));
  const kept = await itemsOf(userId, [...METRICS, "consentRecord", "shopper"]);
  expect(kept.map(({ pk }) => pk)).toEqual(Array(kept.length).fill("$stylegence#userId_user_CaSe"));
  expect(kept.find((item) => item.__edb_e__ === "shopper")?.sk).toBe(sortKey("shopper"));
});
