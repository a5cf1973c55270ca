import { expect, it } from "vitest";
import { windows } from "./windows.ts";

async function* counting(to: number, failAt?: number) {
  for (let at = 1; at <= to; at++) {
    if (at === failAt) throw new Error("cut off");
    yield at;
  }
}

async function read<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

it("puts what comes in together, the rest at the end", async () => {
  expect(await read(windows(counting(5), 2))).toEqual([[1, 2], [3, 4], [5]]);
  expect(await read(windows(counting(0), 2))).toEqual([]);
});

it("gives what came before a failure, then fails", async () => {
  const seen: number[][] = [];
  const all = async () => {
    for await (const window of windows(counting(9, 4), 2)) seen.push(window);
  };
  await expect(all()).rejects.toThrow("cut off");
  expect(seen).toEqual([[1, 2], [3]]);
});
