import * as Category from "../catalog/category.ts";
import { DomainError, type FieldError } from "../platform/errors.ts";
import type { Money } from "../platform/money.ts";

/** What a group looks for together. Bounded: it lies in the group's item. */
export interface GroupPreferences {
  /** Slugs. */
  preferredCategories: string[];
  preferredPriceMin: Money | null;
  preferredPriceMax: Money | null;
  occasionProfiles: string[];
}

export type PreferencesChange = { [K in keyof GroupPreferences]?: GroupPreferences[K] | undefined };

export const NONE: GroupPreferences = {
  preferredCategories: [],
  preferredPriceMin: null,
  preferredPriceMax: null,
  occasionProfiles: [],
};

const MAX_CATEGORIES = 30;
const MAX_OCCASIONS = 20;

/** The preferences after a change; what is not named stays. Throws `invalid` naming the field. */
export function changed(before: GroupPreferences, change: PreferencesChange): GroupPreferences {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const merged: GroupPreferences = { ...before, ...given };
  const after = {
    ...merged,
    preferredCategories: [...new Set(merged.preferredCategories)],
    occasionProfiles: [...new Set(merged.occasionProfiles.map((word) => word.trim().toLowerCase()))],
  };
  const fields = faults(after);
  if (fields.length > 0) throw new DomainError("invalid", "These preferences can't be kept.", { fields });
  return after;
}

function faults({ preferredCategories, preferredPriceMin: min, preferredPriceMax: max, ...rest }: GroupPreferences) {
  const found: FieldError[] = [];
  const at = (name: string) => `groupPreferences.${name}`;
  if (preferredCategories.length > MAX_CATEGORIES)
    found.push({ field: at("preferredCategories"), message: "holds too many" });
  if (!preferredCategories.every((slug) => Category.get(slug)))
    found.push({ field: at("preferredCategories"), message: "holds what is no category" });
  if (rest.occasionProfiles.length > MAX_OCCASIONS)
    found.push({ field: at("occasionProfiles"), message: "holds too many" });
  if (min && max && min.currency !== max.currency)
    found.push({ field: at("preferredPriceMax"), message: "is of another currency" });
  else if (min && max && min.amount > max.amount)
    found.push({ field: at("preferredPriceMax"), message: "is below the lowest price" });
  return found;
}
