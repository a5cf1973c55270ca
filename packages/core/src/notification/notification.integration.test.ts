import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Actor } from "../platform/context.ts";
import { message } from "../platform/outbox.ts";
import { commit } from "../platform/transaction.ts";
import * as Notification from "./notification.ts";
import * as Settings from "./settings.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());

const acting = (userId: string): { actor: Actor } => ({ actor: { type: "shopper", userId } });
const as = <T>(userId: string, body: () => Promise<T>) => harness.run(body, acting(userId));
const draft = (userId: string, key: string, more: Partial<Notification.Draft> = {}): Notification.Draft => ({
  userId,
  kind: "price_drop",
  key,
  title: `Title of ${key}`,
  body: "It is cheaper.",
  href: "/products/x",
  ...more,
});
const tell = (userId: string, keys: string[], more: Partial<Notification.Draft> = {}) =>
  harness.run(async () => {
    for (const key of keys) {
      harness.clock.advance({ seconds: 1 });
      await Notification.post(draft(userId, key, more));
    }
  });
const titles = (page: { items: { title: string }[] }) => page.items.map(({ title }) => title.slice("Title of ".length));

describe("a notification", () => {
  it("is one item for a shopper and key, however often and by whichever way it is posted, and never cancels a deed", async () => {
    await harness.run(async () => {
      const twice = draft("user_Once", "a");
      const deed = () => message("crawl", { frontierId: "frn_1" });
      await commit([deed(), ...Notification.writes(twice)]);
      const first = await Notification.find("user_Once", Notification.idOf("user_Once", "a"));
      harness.clock.advance({ minutes: 5 });
      const other = { title: "Another", image: "/x.webp", data: { price: 1 } };
      await commit([deed(), ...Notification.writes({ ...twice, ...other })]);
      expect(await Notification.post({ ...twice, title: "A third" })).toBe(false);
      expect(await Notification.find("user_Once", Notification.idOf("user_Once", "a"))).toEqual(first);
      expect(await Notification.post(draft("user_Once", "b"))).toBe(true);
      const deeds = (await harness.items()).filter((item) => item.__edb_e__ === "outbox");
      expect(deeds).toHaveLength(2);
    });
    expect(titles(await as("user_Once", () => Notification.list()))).toEqual(["b", "a"]);
  });

  it("stays read when its event comes again", async () => {
    await tell("user_Again", ["a"]);
    await as("user_Again", () => Notification.markRead({ ids: [Notification.idOf("user_Again", "a")] }));
    await harness.run(() => commit(Notification.writes(draft("user_Again", "a"))));
    const page = await as("user_Again", () => Notification.list());
    expect(page.unread).toEqual({ count: 0, more: false });
    expect(page.items).toHaveLength(1);
    expect((await as("user_Again", () => Notification.list({ show: "unread" }))).items).toEqual([]);
  });

  it("two hundred at once with one key are one", async () => {
    const posts = await harness.run(() =>
      Promise.all(Array.from({ length: 200 }, () => Notification.post(draft("user_Many", "one")))),
    );
    expect(posts.filter(Boolean)).toHaveLength(1);
    expect((await as("user_Many", () => Notification.unread())).count).toBe(1);
  });

  it("leads nowhere but into the site", async () => {
    for (const href of ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:1"]) {
      await harness.run(async () => expect(() => Notification.writes(draft("user_x", "h", { href }))).toThrow(/path/));
    }
  });
});

describe("the list", () => {
  it("is newest first, in pages that miss and repeat nothing, and a shopper's own", async () => {
    const keys = Array.from({ length: 23 }, (_, n) => `k${n}`);
    await tell("user_List", keys);
    await tell("user_list", ["of another whose id differs by case"]);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await as("user_List", () => Notification.list({ cursor, limit: 5 }));
      seen.push(...titles(page));
      expect(page.unread).toEqual({ count: 23, more: false });
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(keys.toReversed());
  });

  it.each(["", "x", "AAAA", Buffer.from("2026 ntf_x").toString("base64url")])(
    "refuses the cursor %j",
    async (cursor) => {
      const ask = () => as("user_List", () => Notification.list({ cursor }));
      if (cursor === "") expect((await ask()).items).toHaveLength(20);
      else await expect(ask()).rejects.toMatchObject({ code: "invalid", fields: [{ field: "cursor" }] });
    },
  );

  it("marks what is named, or all up to a moment, and nothing of anybody else", async () => {
    await tell("user_Read", ["a", "b", "c", "d"]);
    await tell("user_Other", ["a"]);
    const read = (which: Parameters<typeof Notification.markRead>[0]) =>
      as("user_Read", () => Notification.markRead(which));
    const foreign = Notification.idOf("user_Other", "a");
    expect(await read({ ids: [Notification.idOf("user_Read", "b"), foreign] })).toBe(1);
    expect(titles(await as("user_Read", () => Notification.list({ show: "unread" })))).toEqual(["d", "c", "a"]);
    const third = (await harness.run(() => Notification.find("user_Read", Notification.idOf("user_Read", "c"))))!;
    expect(await read({ upTo: third.postedAt })).toBe(2);
    expect(await read({ upTo: third.postedAt })).toBe(0);
    expect(titles(await as("user_Read", () => Notification.list({ show: "unread" })))).toEqual(["d"]);
    expect((await as("user_Other", () => Notification.unread())).count).toBe(1);
  });

  it("counts exactly up to 99", async () => {
    const tellMore = (from: number, to: number) =>
      harness.run(() =>
        Promise.all(
          Array.from({ length: to - from }, (_, n) => Notification.post(draft("user_Count", `n${from + n}`))),
        ),
      );
    const count = () => as("user_Count", () => Notification.unread());
    await tellMore(0, 99);
    expect(await count()).toEqual({ count: 99, more: false });
    await tellMore(99, 103);
    expect(await count()).toEqual({ count: 99, more: true });
    await as("user_Count", () => Notification.markRead({ upTo: harness.clock.now().toISOString() }));
    expect(await count()).toEqual({ count: 0, more: false });
  });

  it("leaves out the kinds that its shopper does not want on the site", async () => {
    await tell("user_Hide", ["a", "b"], { kind: "family_changed" });
    await tell("user_Hide", ["c"]);
    await as("user_Hide", async () => {
      const settings = await Settings.get();
      const off = { inApp: false, email: "off", push: false } as const;
      await Settings.put({ ...settings, kinds: { ...settings.kinds, family_changed: off } });
    });
    const page = await as("user_Hide", () => Notification.list({ limit: 1 }));
    expect([titles(page), page.unread, page.nextCursor]).toEqual([["c"], { count: 1, more: false }, null]);
  });
});

describe("much that is not shown", () => {
  it("makes pages short, and none of them long to wait for", async () => {
    await tell("user_Much", ["first"]);
    await tell(
      "user_Much",
      Array.from({ length: 40 }, (_, n) => `h${n}`),
      { kind: "family_joined" },
    );
    await as("user_Much", async () => {
      const settings = await Settings.get();
      const off = { inApp: false, email: "off", push: false } as const;
      await Settings.put({ ...settings, kinds: { ...settings.kinds, family_joined: off } });
    });
    const seen: string[] = [];
    let cursor: string | null | undefined;
    let pages = 0;
    do {
      const page = await as("user_Much", () => Notification.list({ limit: 3, cursor: cursor ?? undefined }));
      seen.push(...titles(page));
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor);
    expect([seen, pages]).toEqual([["first"], 3]);
  });
});

describe("settings", () => {
  it("are the defaults until said otherwise, and keep only what differs", async () => {
    const before = await as("user_Set", () => Settings.get());
    expect(before).toMatchObject({ quietHours: null, digestHour: 9, timeZone: "Asia/Kolkata" });
    const wanted: Settings.Settings = {
      ...before,
      kinds: { ...before.kinds, price_drop: { inApp: true, email: "digest", push: false } },
      quietHours: { from: "22:30", to: "07:00" },
      timeZone: "Europe/Berlin",
    };
    await as("user_Set", () => Settings.put(wanted));
    expect(await as("user_Set", () => Settings.get())).toEqual(wanted);
    const [stored] = (await harness.items()).filter((item) => item.userId === "user_Set");
    expect(Object.keys(stored!.kinds as object)).toEqual(["price_drop"]);
  });

  it("refuse what can't be, naming it, and change nothing", async () => {
    const before = await as("user_Bad", () => Settings.get());
    const off = { inApp: false, email: "off", push: false } as const;
    const bad: Settings.Settings = {
      ...before,
      kinds: { ...before.kinds, security: off, family_joined: { ...off, email: "digest" } },
      quietHours: { from: "08:00", to: "08:00" },
      timeZone: "+05:30",
    };
    await expect(as("user_Bad", () => Settings.put(bad))).rejects.toMatchObject({
      code: "invalid",
      fields: [
        { field: "timeZone" },
        { field: "quietHours.to" },
        { field: "kinds.family_joined.email" },
        { field: "kinds.security.inApp" },
        { field: "kinds.security.email" },
      ],
    });
    expect(await as("user_Bad", () => Settings.get())).toEqual(before);
  });
});
