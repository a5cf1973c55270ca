import type { FieldSource } from "../product.ts";
import type { FieldName, Fields, Finding, FoundPrice } from "./finding.ts";
import type { PriceSpot } from "./price-spots.ts";

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
  const names = new Set(findings.map(({ field }) => field));
  for (const name of names) {
    const found = findings.filter(({ field, confidence }) => field === name && confidence >= ENOUGH);
    const best = name === "price" ? settlePrice(found, spots, warnings) : surest(found);
    if (!best) continue;
    Object.assign(fields, { [name]: name === "attributes" ? mergedAttributes(found) : best.value });
    sources[name] = { from: best.from, confidence: Number(best.confidence.toFixed(2)) };
  }
  return { fields, sources, warnings };
}

function surest(found: readonly Finding[]): Finding | null {
  return found.reduce<Finding | null>(
    (best, one) => (best === null || one.confidence > best.confidence ? one : best),
    null,
  );
}

/**
 * Sources that differ on the price are held against what a visitor sees: the one that stands on the page wins. If the
 * page shows neither or both and no source is clearly surer, there is no price.
 */
function settlePrice(found: readonly Finding[], spots: readonly PriceSpot[], warnings: string[]): Finding | null {
  const best = surest(found);
  if (!best) return null;
  const different = found.filter((one) => amount(one) !== amount(best) && one.confidence >= 0.6);
  const seen = (one: Finding) => spots.some((spot) => spot.amount.value === amount(one) && !spot.struck);
  if (different.length === 0) return best;
  const rival = surest(different)!;
  warnings.push(`price differs: ${amount(best)} (${best.from}), ${amount(rival)} (${rival.from})`);
  if (seen(best) || !seen(rival)) {
    if (best.confidence - rival.confidence >= 0.05 || best.confidence >= 0.9) return best;
    return null;
  }
  return rival;
}

function amount(finding: Finding): string {
  return (finding.value as FoundPrice).amount;
}

function mergedAttributes(found: readonly Finding[]): Record<string, string> {
  const ordered = [...found].sort((a, b) => a.confidence - b.confidence);
  return Object.assign({}, ...ordered.map(({ value }) => value as Record<string, string>));
}
