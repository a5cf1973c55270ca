import { FUZZ_TARGETS, fuzzInputs, hugeInputs } from "@stylegence/crawler/fuzz-inputs";
import type { Bench } from "./result.ts";

const INPUTS = Number(process.env.BENCH_INPUTS ?? 1_000_000);
const SEED = Number(process.env.BENCH_SEED ?? 1);
const HUGE = 1_000_000;

interface Tally {
  inputs: number;
  failures: string[];
  /** Of the slowest input, CPU milliseconds. */
  slowest: number;
}

/** A million made-up inputs, and those of a million characters that careless parsers choke on. */
const bench: Bench = async () => {
  const tallies = new Map<string, Tally>(
    FUZZ_TARGETS.map(({ name }) => [name, { inputs: 0, failures: [], slowest: 0 }]),
  );
  let left = INPUTS;
  for (const { target, input } of fuzzInputs(SEED)) {
    if (left-- <= 0) break;
    await measure(tallies.get(target.name)!, () => target.run(input), input);
  }
  const huge = new Map<string, { tally: Tally; worst: string }>();
  for (const target of FUZZ_TARGETS) {
    const tally: Tally = { inputs: 0, failures: [], slowest: 0 };
    let worst = "";
    for (const [name, input] of hugeInputs(HUGE)) {
      const before = tally.slowest;
      await measure(tally, () => target.run(input), name);
      if (tally.slowest > before) worst = name;
    }
    huge.set(target.name, { tally, worst });
  }
  const failures = [...tallies.values(), ...[...huge.values()].map(({ tally }) => tally)].flatMap(
    (one) => one.failures,
  );
  return {
    title: "made-up inputs",
    columns: ["parser", "inputs", "failures", "slowest ms", "slowest of 1 MB, ms", "which"],
    rows: FUZZ_TARGETS.map(({ name }) => {
      const [small, large] = [tallies.get(name)!, huge.get(name)!];
      const failed = small.failures.length + large.tally.failures.length;
      return [
        name,
        String(small.inputs),
        String(failed),
        small.slowest.toFixed(0),
        large.tally.slowest.toFixed(0),
        large.worst.replaceAll("|", "\\|"),
      ];
    }),
    notes: `${INPUTS} inputs from seed ${SEED}, and ${hugeInputs(10).length} of a million characters for each parser. A failure is an exception that is not in the contract, or a promise that does not hold (no price of 0, an address that is canonical twice the same). CPU time, which includes collecting garbage.${failures.length > 0 ? `\n\nFailures: ${failures.slice(0, 5).join("; ")}` : ""}`,
  };
};

async function measure(tally: Tally, run: () => void | Promise<void>, told: string): Promise<void> {
  tally.inputs++;
  const before = process.cpuUsage();
  try {
    await run();
  } catch (error) {
    tally.failures.push(`${JSON.stringify(told.slice(0, 200))}: ${error}`);
  }
  const { user, system } = process.cpuUsage(before);
  tally.slowest = Math.max(tally.slowest, (user + system) / 1000);
}

export default bench;
