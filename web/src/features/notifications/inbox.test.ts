import type { Notification, Notifications } from "@stylegence/contracts/notification";
import { describe, expect, it } from "vitest";
import { asRead, byDay } from "./inbox.ts";

const NOW = "2026-11-23T12:00:00.000Z";

function aNotification(id: string, change: Partial<Notification> = {}): Notification {
  return {
    notificationId: id,
    kind: "price_drop",
    title: "Cheaper",
    body: "",
    href: "/wishlist",
    image: null,
    postedAt: NOW,
    readAt: null,
    ...change,
  };
}

const aList = (items: Notification[], count: number, more = false): Notifications => ({
  items,
  nextCursor: null,
  unread: { count, more },
});

describe("reading", () => {
  const list = aList([aNotification("a"), aNotification("b"), aNotification("c", { readAt: NOW })], 2);

  it("counts down by what was unread", () => {
    const read = asRead(list, NOW, new Set(["a", "c"]));
    expect(read.items.map(({ readAt }) => readAt)).toEqual([NOW, null, NOW]);
    expect(read.unread).toEqual({ count: 1, more: false });
    expect(asRead(read, NOW, new Set(["a"]))).toEqual(read);
  });

  it("keeps a count that is more than could be counted", () => {
    expect(asRead(aList(list.items, 99, true), NOW, new Set(["a"])).unread).toEqual({ count: 99, more: true });
    expect(asRead(aList(list.items, 99, true), NOW).unread).toEqual({ count: 0, more: false });
  });
});

it("days are those of the reader's clock, in the list's order", () => {
  const now = new Date(2026, 10, 23, 12).getTime();
  const at = (...parts: [number, number]) => new Date(2026, 10, ...parts).toISOString();
  const days = byDay(
    [
      aNotification("a", { postedAt: at(23, 11) }),
      aNotification("b", { postedAt: at(23, 0) }),
      aNotification("c", { postedAt: at(22, 23) }),
      aNotification("d", { postedAt: at(20, 9) }),
    ],
    now,
  );
  expect(days.map(({ title, items }) => [title, items.length])).toEqual([
    ["Today", 2],
    ["Yesterday", 1],
    ["Friday, 20 November", 1],
  ]);
  expect(byDay([], now)).toEqual([]);
});
