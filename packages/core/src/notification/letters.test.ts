import { documentsAt } from "@stylegence/testing/table";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../platform/config.ts";
import { run } from "../platform/context.ts";
import { newId } from "../platform/ids.ts";
import { KINDS, NOTIFICATION_KINDS, type NotificationKind } from "./kind.ts";
import { digestLetter, invitationLetter, notificationLetter } from "./letters.ts";
import { oneLine, priceText } from "./markup.ts";
import type { Notification } from "./notification.entity.ts";

const SITE = "https://s.example";
const inContext = <T>(body: () => T): T =>
  run(
    {
      actor: { type: "public" },
      config: parseConfig({ TABLE_NAME: "t", SITE_URL: SITE }),
      documents: documentsAt("http://127.0.0.1:9"),
      now: () => new Date("2026-11-23T06:00:00Z"),
      newId,
    },
    body,
  );
const told = (kind: NotificationKind, more: Partial<Notification> = {}): Notification => ({
  userId: "user_A",
  notificationId: "ntf_1",
  kind,
  title: "Kurta is ₹1,299",
  body: "It was ₹1,999 when you wished for it.",
  href: "/p/kurta",
  image: "/media/k.webp",
  data: { price: { amount: 129_900, currency: "INR" }, from: { amount: 199_950, currency: "INR" } },
  state: "unread",
  postedAt: "2026-11-23T06:00:00.000Z",
  ...more,
});
const letter = (kind: NotificationKind, more: Partial<Notification> = {}) =>
  inContext(() => notificationLetter("a@b.example", told(kind, more), "key"));
/** Every address in the markup that a mail program may load by itself, or that a reader may follow. */
const loaded = (html: string) =>
  [...html.matchAll(/(?:src|background|url\()\s*=?\s*["']?([^"'\s>)]+)/g)].map((m) => m[1]);
const links = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map((m) => m[1]!);

describe("a mail", () => {
  it.each(NOTIFICATION_KINDS)("of %s says in HTML and in text what it is, why it comes and how it stops", (kind) => {
    const { subject, html, text, headers } = letter(kind);
    expect(subject).toBe("Kurta is ₹1,299");
    for (const part of [html, text]) {
      for (const words of ["It was ₹1,999", "₹1,999.50", `${SITE}/p/kurta`, `About: ${KINDS[kind].label}`])
        expect(part).toContain(words);
      expect(part.includes(`${SITE}/unsubscribe?token=`)).toBe(!KINDS[kind].always);
    }
    expect(Boolean(headers?.["List-Unsubscribe"]?.startsWith(`<${SITE}/api/v1/unsubscribe?token=`))).toBe(
      !KINDS[kind].always,
    );
    expect(html).toContain("prefers-color-scheme: dark");
  });

  it("loads nothing but the picture of what it is about", () => {
    expect(loaded(letter("price_drop").html).filter((url) => url?.includes("/"))).toEqual([`${SITE}/media/k.webp`]);
    expect(letter("price_drop", { image: "", data: {} }).html).not.toContain("<img");
  });

  it("escapes whatever a shop or a person wrote, and leads only to the site", () =>
    inContext(() =>
      fc.assert(
        fc.property(fc.string({ unit: fc.constantFrom(..."<>&\"'\r\n\t /ab=:;{}") }), (words) => {
          const mail = notificationLetter("a@b.example", told("price_drop", { title: words, body: words }), "key");
          const clean = notificationLetter("a@b.example", told("price_drop", { title: "", body: "" }), "key");
          expect(mail.html.match(/<\/?[a-z][^>]*>/g)).toEqual(clean.html.match(/<\/?[a-z][^>]*>/g));
          expect(mail.subject).not.toMatch(/[\r\n\t]/);
          expect(links(mail.html).every((href) => href.startsWith(`${SITE}/`))).toBe(true);
        }),
      ),
    ));

  it("of a day's changes names each, and counts them in its subject", () => {
    const many = [told("price_drop", { title: "One" }), told("back_in_stock", { title: "Two & three" })];
    const { subject, html, text } = inContext(() => digestLetter("a@b.example", many, "key"));
    expect(subject).toBe("One, and 1 more");
    expect(html).toContain("Two &amp; three");
    expect(text).toContain("Two & three\nIt was ₹1,999 when you wished for it.\nhttps://s.example/p/kurta");
  });

  it.each([
    ["Asha Rao", "Asha Rao"],
    ["<b>Asha</b>", "&lt;b&gt;Asha&lt;/b&gt;"],
    ["Win at evil.example/now", "Somebody"],
    ["mail a@evil.example", "Somebody"],
    [" ", "Somebody"],
  ])("of an invitation by %j names %j", (inviterName, shown) => {
    const data = { inviterName, familyName: "Raos", href: "/invite?t=1", expiresAt: "2026-12-01T00:00:00Z" };
    const { html, text, headers } = inContext(() => invitationLetter("a@b.example", data));
    expect(html).toContain(`${shown} invites you to join “Raos”`);
    expect(text).toContain("good until 1 December 2026");
    expect(headers).toBeUndefined();
    expect(html).not.toMatch(/evil/);
  });
});

describe("words of a mail", () => {
  it.each([
    [{ amount: 12_345_600, currency: "INR" }, "₹1,23,456"],
    [{ amount: 129_950, currency: "INR" }, "₹1,299.50"],
    [{ amount: 9_007_199_254_740_991, currency: "INR" }, "₹9,00,71,99,25,47,409.91"],
    [{ amount: 1500, currency: "JPY" }, "JP¥1,500"],
  ])("price %j is %s", (money, text) => {
    expect(priceText(money)).toBe(text);
  });

  it("are cut at a word, on one line", () => {
    expect(oneLine("a\r\nBcc: x\u2028y", 50)).toBe("a Bcc: x y");
    expect(oneLine("one two three four", 12)).toBe("one two…");
  });
});
