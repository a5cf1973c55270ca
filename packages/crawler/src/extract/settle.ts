import type { FieldSource } from "../product.ts";
import type { FieldName, Fields, Finding, FoundPrice } from "./finding.ts";
import { isOpen, type PriceSpot } from "./price-spots.ts";

export type Settled = { [F in FieldName]?: Fields[F] };

export interface Settlement {
  fields: Settled;
  sources: Partial<Record<string, FieldSource>>;
  warnings: string[];
}

/** Below this nothing is taken. */
const ENOUGH = 0.3;

/** Of what the rules found, what the product is: each field from its surest source; prices by more than that. */
export function settle(findings: readonly Finding[], spots: readonly PriceSpot[]): Settlement {
  const fields: Settled = {};
  const sources: Settlement["sources"] = {};
  const warnings: string[] = [];
  const byField = Map.groupBy(
    findings.filter(({ confidence }) => confidence >= ENOUGH),
    ({ field }) => field,
  );
  for (const [name, found] of byField) {
    const best = name === "price" ? settlePrice(found, spots, warnings) : surest(found);
    if (!best) continue;
    put(fields, name, name === "attributes" ? mergedAttributes(found) : best.value);
    if (name !== "listing") sources[name] = { from: best.from, confidence: Math.round(best.confidence * 100) / 100 };
  }
  return { fields, sources, warnings };
}

function put(fields: Settled, name: FieldName, value: Fields[FieldName]): void {
  (fields as Record<FieldName, Fields[FieldName]>)[name] = value;
}

function surest(found: readonly Finding[]): Finding | null {
  return found.reduce<Finding | null>(
    (best, one) => (best === null || one.confidence > best.confidence ? one : best),
    null,
  );
}

interface Candidate {
  best: Finding;
  /** How much speaks for it: its surest source, how many others agree, whether a visitor sees it. */
  weight: number;
}

/** An amount must be ahead of the next by this much. */
const LEAD = 0.05;

/**
 * Sources that differ on the price are weighed by their own sureness, by how many agree and by what a visitor sees. If
 * two amounts weigh the same there is no price.
 */
function settlePrice(found: readonly Finding[], spots: readonly PriceSpot[], warnings: string[]): Finding | null {
  const amounts = [...new Set(found.map(amount))];
  const ranked = amounts.map((value) => candidate(value, found, spots)).sort((a, b) => b.weight - a.weight);
  const [first, second] = ranked;
  if (!first) return null;
  if (second && second.best.confidence >= 0.5) {
    warnings.push(
      `price differs: ${amount(first.best)} (${first.best.from}), ${amount(second.best)} (${second.best.from})`,
    );
  }
  return second && first.weight - second.weight < LEAD ? null : first.best;
}

function candidate(value: string, found: readonly Finding[], spots: readonly PriceSpot[]): Candidate {
  const own = found.filter((one) => amount(one) === value);
  const best = surest(own)!;
  const sources = new Set(own.map(({ from }) => from.split(":", 1)[0]));
  return { best, weight: best.confidence + Math.min(sources.size - 1, 2) * 0.1 + sight(value, spots) };
}

/** Fewer points are no place for the price of the page's product. */
const PLACED = 1;

/** What the best place where a visitor sees an amount speaks for or against its being the price. */
function sight(value: string, spots: readonly PriceSpot[]): number {
  if (spots.length === 0) return 0;
  const seen = spots.find(({ amount }) => amount.value === value);
  if (!seen) return -0.1;
  if (seen.struck || !isOpen(seen.amount)) return -0.2;
  return seen.score >= PLACED ? 0.1 : 0;
}

function amount(finding: Finding): string {
  return (finding.value as FoundPrice).amount;
}

function mergedAttributes(found: readonly Finding[]): Record<string, string> {
  const ordered = [...found].sort((a, b) => a.confidence - b.confidence);
  return Object.assign({}, ...ordered.map(({ value }) => value as Record<string, string>));
}
