import { describe, expect, it } from "vitest";
import { lanes } from "./lanes.ts";

function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

describe("lanes", () => {
  it("takes work of one key in turn and never two at once", async () => {
    const work = lanes(4);
    let running = 0;
    const order: number[] = [];
    for (const n of [1, 2, 3]) {
      await work.add("same", async () => {
        running++;
        expect(running).toBe(1);
        await Promise.resolve();
        order.push(n);
        running--;
      });
    }
    await work.done();
    expect(order).toEqual([1, 2, 3]);
  });

  it("does not let slow work of one key hold up another", async () => {
    const work = lanes(8);
    const slow = gate();
    const done: string[] = [];
    await work.add("a", async () => {
      await slow.opened;
      done.push("a");
    });
    // Enough keys that some lie in other lanes.
    for (const key of ["b", "c", "d", "e"]) await work.add(key, async () => void done.push(key));
    await new Promise(setImmediate);
    expect(done.length).toBeGreaterThan(0);
    expect(done).not.toContain("a");
    slow.open();
    await work.done();
    expect(done.toSorted()).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("makes whoever brings work wait while a lane is full", async () => {
    const work = lanes(1);
    const slow = gate();
    let added = 0;
    const bringing = (async () => {
      for (let n = 0; n < 20; n++) {
        await work.add("k", () => slow.opened);
        added++;
      }
    })();
    await new Promise(setImmediate);
    expect(added).toBeLessThan(10);
    slow.open();
    await bringing;
    await work.done();
    expect(added).toBe(20);
  });

  it("stops at the first error and gives it to whoever waits", async () => {
    const work = lanes(1);
    const began: string[] = [];
    await work.add("k", () => Promise.reject(new Error("broken")));
    await work.add("k", async () => void began.push("after")).catch(() => undefined);
    await expect(work.done()).rejects.toThrow("broken");
    await expect(work.add("k", async () => void began.push("late"))).rejects.toThrow("broken");
    expect(began).toEqual([]);
  });
});
