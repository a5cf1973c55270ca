import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuse } from "./fusion.ts";

const rankings = fc.array(
  fc.uniqueArray(
    fc.integer({ min: 0, max: 60 }).map((n) => `prd_${n}`),
    { maxLength: 40 },
  ),
  { minLength: 1, maxLength: 3 },
);

describe("fuse", () => {
  it("puts what both rankings have before what one has", () => {
    expect(fuse([{ ids: ["a", "b", "c"] }, { ids: ["d", "c", "e"] }])).toEqual(["c", "a", "d", "b", "e"]);
  });

  it("breaks ties by the first ranking, then by id", () => {
    expect(fuse([{ ids: ["b", "a"] }, { ids: ["a", "b"] }])).toEqual(["b", "a"]);
    expect(fuse([{ ids: [] }, { ids: ["z"] }, { ids: ["y"] }])).toEqual(["y", "z"]);
  });

  it("lets a weight outvote a rank", () => {
    expect(fuse([{ ids: ["a", "b"] }, { ids: ["b", "a"], weight: 2 }])).toEqual(["b", "a"]);
  });

  it("keeps every document once, and one that is first everywhere first", () => {
    fc.assert(
      fc.property(rankings, (lists) => {
        const fused = fuse(lists.map((ids) => ({ ids })));
        expect(new Set(fused)).toEqual(new Set(lists.flat()));
        expect(fused).toHaveLength(new Set(fused).size);
        const champion = lists[0]?.[0];
        if (champion && lists.every((ids) => ids[0] === champion)) expect(fused[0]).toBe(champion);
      }),
    );
  });

  it("never ranks a document lower for being ranked higher", () => {
    fc.assert(
      fc.property(rankings, fc.nat(), (lists, pick) => {
        const [first = [], ...others] = lists;
        if (first.length < 2) return;
        const at = 1 + (pick % (first.length - 1));
        const id = first[at] as string;
        const raised = [...first];
        raised.splice(at, 1);
        raised.splice(at - 1, 0, id);
        const before = fuse([first, ...others].map((ids) => ({ ids }))).indexOf(id);
        const after = fuse([raised, ...others].map((ids) => ({ ids }))).indexOf(id);
        expect(after).toBeLessThanOrEqual(before);
      }),
    );
  });
});
