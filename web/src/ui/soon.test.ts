import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { soon } from "./soon.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("asks once for a burst, and once more for what came while it asked", async () => {
  const answers: (() => void)[] = [];
  const act = vi.fn(() => new Promise<void>((resolve) => answers.push(resolve)));
  const call = soon(act);
  for (let at = 0; at < 5; at++) call();
  await vi.advanceTimersByTimeAsync(150);
  expect(act).toHaveBeenCalledTimes(1);
  call();
  call();
  await vi.advanceTimersByTimeAsync(150);
  expect(act).toHaveBeenCalledTimes(1);
  answers.shift()?.();
  await vi.advanceTimersByTimeAsync(150);
  expect(act).toHaveBeenCalledTimes(2);
  answers.shift()?.();
  await vi.advanceTimersByTimeAsync(1000);
  expect(act).toHaveBeenCalledTimes(2);
});

it("goes on after a failure", async () => {
  const act = vi.fn(() => Promise.reject(new Error("no")));
  const call = soon(act);
  call();
  await vi.advanceTimersByTimeAsync(200);
  call();
  await vi.advanceTimersByTimeAsync(200);
  expect(act).toHaveBeenCalledTimes(2);
});
