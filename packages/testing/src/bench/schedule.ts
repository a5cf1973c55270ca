import * as Interval from "@stylegence/core/crawl/interval";
import { type Bench, sum } from "./result.ts";
import { KINDS } from "./schedule/products.ts";
import { live, type Policy, type Tally, type Year } from "./schedule/year.ts";

const PRODUCTS = 100_000;
const LOOKS_A_DAY = 1;
const BOUNDS = { minIntervalMinutes: 60, maxIntervalMinutes: 7 * 24 * 60 };
const NOTHING: Interval.Watched = { lookCount: 0, changeCount: 0, watchedHours: 0 };

/** What the product does: rates from what was seen, intervals that together use the budget. */
function ours(): Policy {
  const watched: Interval.Watched[] = Array.from({ length: PRODUCTS }, () => NOTHING);
  return {
    name: "ours",
    next({ product, hours, changed, stretch }) {
      watched[product] = Interval.watch(watched[product]!, hours, changed);
      return Interval.intervalOf(Interval.rateOf(watched[product]!), BOUNDS, { stretch, changed });
    },
    stretch: Interval.stretchAfter,
  };
}

/** Each page when half a change is to be expected, whatever the budget: what we did before. */
function halfChange(): Policy {
  const watched: Interval.Watched[] = Array.from({ length: PRODUCTS }, () => NOTHING);
  return {
    name: "when half a change is expected",
    next({ product, hours, changed }) {
      watched[product] = Interval.watch(watched[product]!, hours, changed);
      const minutes = (0.5 / Interval.rateOf(watched[product]!)) * 60;
      return Math.min(Math.max(minutes, BOUNDS.minIntervalMinutes), BOUNDS.maxIntervalMinutes);
    },
  };
}

/** Ours, if it were told how often each page changes on an ordinary day. */
const told: Policy = {
  name: "ours, told the rates",
  next: ({ kind, stretch }) => Interval.intervalOf(KINDS[kind]!.rate, BOUNDS, { stretch }),
  stretch: Interval.stretchAfter,
};

const fixed: Policy = { name: "fixed, once a day", next: () => (24 * 60) / LOOKS_A_DAY };

/** A year of a hundred thousand products that change at their own rates, under schedules of the same budget. */
const bench: Bench = async () => {
  const rows = [fixed, halfChange(), ours(), told].map((policy) =>
    rowOf(policy.name, live(PRODUCTS, LOOKS_A_DAY, policy)),
  );
  return {
    title: `a year of ${PRODUCTS.toLocaleString("en")} products, ${LOOKS_A_DAY} look a day each on average`,
    columns: [
      "schedule",
      "changes seen within an hour",
      "mean delay",
      "right at any time",
      "looks used",
      ...kindColumns,
    ],
    rows,
    notes: `Simulated: changes come by chance at each kind's rate (${KINDS.map(({ name, share }) => `${name} ${Math.round(share * 100)} %`).join(", ")}; on sale days every three hours, else monthly). By kind: share within an hour / mean delay. "Right at any time" is the share of product hours in which what we hold is what the shop shows. The first thirty days are not counted. Ours is \`core/src/crawl/interval.ts\` itself.`,
  };
};

const kindColumns = KINDS.map(({ name }) => name);

function rowOf(name: string, { kinds, hours }: Year): string[] {
  const total = (field: keyof Tally) => sum(kinds.map((kind) => kind[field]));
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return [
    name,
    percent(total("inHour") / total("changes")),
    `${(total("delayHours") / total("changes")).toFixed(1)} h`,
    percent(1 - total("staleHours") / (PRODUCTS * hours)),
    percent(total("looks") / ((PRODUCTS * LOOKS_A_DAY * hours) / 24)),
    ...kinds.map(
      ({ inHour, changes, delayHours }) => `${percent(inHour / changes)} / ${(delayHours / changes).toFixed(1)} h`,
    ),
  ];
}

export default bench;
