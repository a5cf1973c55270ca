import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Later } from "./later.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("does what was not called off, once", () => {
  const later = new Later();
  const [kept, called] = [vi.fn(), vi.fn()];
  later.plan("a", 8000, called);
  later.plan("b", 8000, kept);
  expect(later.cancel("a")).toBe(true);
  expect(later.cancel("a")).toBe(false);
  vi.advanceTimersByTime(7999);
  expect(kept).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  later.flush();
  expect(kept).toHaveBeenCalledOnce();
  expect(called).not.toHaveBeenCalled();
});

it("does everything when the page is left, and nothing again after", () => {
  const later = new Later();
  const acts = [vi.fn(), vi.fn()];
  acts.forEach((act, at) => void later.plan(String(at), 8000, act));
  later.flush();
  vi.runAllTimers();
  for (const act of acts) expect(act).toHaveBeenCalledOnce();
});

it("a later plan takes the place of an earlier one", () => {
  const later = new Later();
  const [first, second] = [vi.fn(), vi.fn()];
  later.plan("a", 1000, first);
  later.plan("a", 1000, second);
  vi.runAllTimers();
  expect(first).not.toHaveBeenCalled();
  expect(second).toHaveBeenCalledOnce();
});
