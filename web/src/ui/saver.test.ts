import { expect, it } from "vitest";
import { Saver } from "./saver.ts";

interface Change {
  a?: number;
  b?: number;
}

/** A server that answers when it is told to. */
function rig() {
  const sent: { change: Change; answer: (error?: Error) => void }[] = [];
  const settled: [Change | null, unknown][] = [];
  let state: Change = {};
  const saver = new Saver<Change, Change>(
    (change) =>
      new Promise((resolve, reject) => {
        const answer = (error?: Error) => {
          if (error) return reject(error);
          state = { ...state, ...change };
          resolve(state);
        };
        sent.push({ change, answer });
      }),
    (...end) => void settled.push(end),
  );
  return { saver, sent, settled };
}

it("sends one change at a time, and those that came meanwhile together", async () => {
  const { saver, sent, settled } = rig();
  const done = saver.save({ a: 1 });
  void saver.save({ a: 2 });
  void saver.save({ b: 3 });
  expect(sent.map(({ change }) => change)).toEqual([{ a: 1 }]);
  expect(saver.isBusy).toBe(true);
  sent[0]!.answer();
  await Promise.resolve().then(() => undefined);
  expect(sent.map(({ change }) => change)).toEqual([{ a: 1 }, { a: 2, b: 3 }]);
  expect(settled).toEqual([]);
  sent[1]!.answer();
  await done;
  expect(settled).toEqual([[{ a: 2, b: 3 }, null]]);
  expect(saver.isBusy).toBe(false);
});

it("tells of what fails and begins anew after it", async () => {
  const { saver, sent, settled } = rig();
  const failing = saver.save({ a: 1 });
  void saver.save({ b: 1 });
  const error = new Error("refused");
  sent[0]!.answer(error);
  await failing;
  expect(settled).toEqual([[null, error]]);
  expect(sent).toHaveLength(1);
  const again = saver.save({ b: 2 });
  sent[1]!.answer();
  await again;
  expect(settled[1]).toEqual([{ b: 2 }, null]);
});
