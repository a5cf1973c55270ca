import type { PricesResponse } from "@stylegence/contracts/product";

type Point = PricesResponse["daily"][number];

export interface ChartLine {
  shop: string;
  /** SVG path in a box of 1000 by 1000. */
  path: string;
}

export interface Mark {
  /** Per cent of the plot's width and height from its top left corner. */
  x: number;
  y: number;
  point: Point;
}

export interface Chart {
  lines: ChartLine[];
  /** Lowest price of the day over all shops. */
  floor: string;
  lowest: Mark | null;
  highest: Mark | null;
  /** The price at this moment, where there is one, at the right edge. */
  now: Mark | null;
  /** Prices of the horizontal rules, minor units, with their height in per cent. */
  rules: { amount: number; y: number }[];
  /** Days under the plot, with their place in per cent. */
  days: { day: string; x: number }[];
  points: { x: number; y: number; day: string; amount: number }[];
}

const DAY_MS = 86_400_000;
const MAX_DAY_LABELS = 4;

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/** Round steps (1, 2, 5 × 10ⁿ) so that three to five rules cover the span. */
export function stepOf(span: number): number {
  const rough = Math.max(span, 1) / 4;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((f) => f * magnitude >= rough) ?? 10;
  return Math.max(1, factor * magnitude);
}

/** Geometry of the price chart; null where there are not yet two days to draw. Steps, not slopes: a price holds until it changes. */
export function chartOf(prices: PricesResponse): Chart | null {
  const { daily, series, lowest, highest, current } = prices;
  const first = daily[0];
  const last = daily.at(-1);
  if (!first || !last || first === last) return null;
  const from = dayNumber(first.day);
  const to = dayNumber(last.day);
  const amounts = series.flatMap(({ points }) => points.map(({ amount }) => amount));
  const { bottom, top, step } = scaleOf([
    ...amounts,
    ...daily.map(({ amount }) => amount),
    ...(current === null ? [] : [current]),
  ]);

  const x = (day: string) => ((dayNumber(day) - from) / (to - from)) * 100;
  const y = (amount: number) => (1 - (amount - bottom) / (top - bottom)) * 100;
  const path = (points: Point[]) => stepPath(points.map(({ day, amount }) => ({ x: x(day) * 10, y: y(amount) * 10 })));
  const mark = (point: Point): Mark => ({ x: x(point.day), y: y(point.amount), point });
  const shown = (point: Point | null) => (point && dayNumber(point.day) >= from ? mark(point) : null);

  const rules: Chart["rules"] = [];
  for (let amount = bottom; amount <= top; amount += step) rules.push({ amount, y: y(amount) });
  return {
    lines: series.map(({ source, points }) => ({ shop: source.name, path: path(points) })),
    floor: path(daily),
    lowest: shown(lowest),
    highest: shown(highest),
    now: current === null ? null : { x: 100, y: y(current), point: { day: last.day, amount: current } },
    rules,
    days: labelled(daily).map(({ day }) => ({ day, x: x(day) })),
    points: daily.map((point) => ({ ...point, x: round(x(point.day)), y: round(y(point.amount)) })),
  };
}

/** The scale's ends on whole steps, with room above and below; a flat price lies in the middle. */
function scaleOf(amounts: number[]): { bottom: number; top: number; step: number } {
  const low = Math.min(...amounts);
  const high = Math.max(...amounts);
  const step = stepOf(high === low ? high * 0.4 : high - low);
  const bottom = Math.max(0, Math.floor((low - step * 0.3) / step) * step);
  return { bottom, top: Math.ceil((high + step * 0.3) / step) * step, step };
}

const round = (value: number) => Math.round(value * 100) / 100;

function stepPath(points: { x: number; y: number }[]): string {
  let at: number | undefined;
  let path = "";
  for (const [index, { x, y }] of points.entries()) {
    const isLast = index === points.length - 1;
    if (at === undefined) path += `M${round(x)} ${round(y)}`;
    else if (y !== at) path += `H${round(x)}V${round(y)}`;
    else if (isLast) path += `H${round(x)}`;
    at = y;
  }
  return path;
}

function labelled(daily: Point[]): Point[] {
  const count = Math.min(MAX_DAY_LABELS, daily.length);
  return Array.from({ length: count }, (_, i) => daily[Math.round((i * (daily.length - 1)) / (count - 1))]!);
}

/** The days on which the price changed, newest first, for the table beside the picture. */
export function changesOf(daily: Point[]): (Point & { before: number | null })[] {
  return daily
    .map((point, index) => ({ ...point, before: daily[index - 1]?.amount ?? null }))
    .filter(({ amount, before }) => amount !== before)
    .reverse();
}
