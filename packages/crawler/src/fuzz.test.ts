import { describe, expect, it } from "vitest";
import { FUZZ_TARGETS, fuzzInputs } from "./fuzz-inputs.ts";

/** `pnpm bench fuzz` runs a million of the same. */
const INPUTS = 6000;

describe("parsers of what others wrote", () => {
  it(`take ${INPUTS} inputs of all kinds and keep what they promise`, async () => {
    const met = new Set<string>();
    let count = 0;
    for (const { target, input } of fuzzInputs(20_261_101)) {
      if (count++ >= INPUTS) break;
      met.add(target.name);
      try {
        await target.run(input);
      } catch (error) {
        expect.fail(`${target.name} fails on ${JSON.stringify(input)}: ${error}`);
      }
    }
    expect([...met].sort()).toEqual(FUZZ_TARGETS.map(({ name }) => name).sort());
  });

  it("make the same inputs of the same seed", () => {
    const first = (seed: number) => {
      const inputs = fuzzInputs(seed);
      return Array.from({ length: 20 }, () => inputs.next().value?.input);
    };
    expect(first(7)).toEqual(first(7));
    expect(first(7)).not.toEqual(first(8));
  });
});
