import { expect, it } from "vitest";
import { News } from "./news.ts";

const a = { notificationId: "a", title: "Kurta is cheaper", readAt: null };
const b = { notificationId: "b", title: "Jeans are back", readAt: null };
const c = { notificationId: "c", title: "Saree is cheaper", readAt: null };

it("says what came while the page was open, each once", () => {
  const news = new News();
  expect(news.of([a])).toBeNull();
  expect(news.of([a])).toBeNull();
  expect(news.of([b, a])).toBe("Jeans are back");
  expect(news.of([b, a])).toBeNull();
  expect(news.of([{ ...b, readAt: "2026-11-23T12:00:00Z" }, a])).toBeNull();
});

it("sums up what came together, and says nothing of what was read elsewhere", () => {
  const news = new News();
  expect(news.of([])).toBeNull();
  expect(news.of([c, b, { ...a, readAt: "2026-11-23T12:00:00Z" }])).toBe("2 new notifications. Saree is cheaper");
});
