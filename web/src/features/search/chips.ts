import type { FacetValue } from "@stylegence/contracts/search";
import { formatMoney } from "../../format/money.ts";
import { labelOf } from "./labels.ts";
import { changed, dropped, hrefOf, LISTS, type SearchState } from "./state.ts";

export interface Chip {
  label: string;
  /** The search without it. */
  href: string;
}

/** One chip for each filter that is on. */
export function chipsOf(path: string, state: SearchState, facets: Record<string, FacetValue[]>): Chip[] {
  const chips = LISTS.flatMap((name) =>
    state[name].map((value) => ({
      label: labelOf(name, facets[name]?.find((one) => one.value === value) ?? { value, count: 0 }),
      href: hrefOf(path, dropped(state, name, value)),
    })),
  );
  if (state.min !== null || state.max !== null) {
    chips.push({
      label: rangeLabel(state.min, state.max),
      href: hrefOf(path, changed(state, { min: null, max: null })),
    });
  }
  if (state.discount !== null) {
    chips.push({ label: `${state.discount}% off or more`, href: hrefOf(path, changed(state, { discount: null })) });
  }
  return chips;
}

/** "₹500 – ₹1,000", "under ₹1,000", "over ₹500"; whole rupees. */
export function rangeLabel(min: number | null, max: number | null): string {
  const rupees = (amount: number) => formatMoney({ amount: amount * 100, currency: "INR" });
  if (min !== null && max !== null) return `${rupees(min)} – ${rupees(max)}`;
  return max === null ? `over ${rupees(min ?? 0)}` : `under ${rupees(max)}`;
}
