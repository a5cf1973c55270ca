import * as Category from "../catalog/category.ts";
import { DomainError, type FieldError } from "../platform/errors.ts";

export const PREFERRED_SIZE_SYSTEMS = ["IN", "US", "EU", "UK", "ALPHA"] as const;

/** Which size is worn of a category, of one brand (slug) or, where null, of any. */
export interface SizeLabel {
  category: string;
  brand: string | null;
  sizeSystem: string;
  label: string;
}

/** What a shopper likes and how prices and sizes are shown to them. Bounded: it lies in their row. */
export interface Preferences {
  stylePreferences?: string[];
  /** Slugs. */
  favoriteBrands?: string[];
  /** ISO 4217. */
  preferredCurrency?: string;
  preferredSizeSystem?: (typeof PREFERRED_SIZE_SYSTEMS)[number];
  sizeLabels?: SizeLabel[];
}

/** What is not named stays; null empties. */
export type PreferencesChange = { [K in keyof Preferences]?: Preferences[K] | null | undefined };

export const MAX = { stylePreferences: 20, favoriteBrands: 50, sizeLabels: 60 } as const;
const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

/** The preferences after a change, tidied: no doubles, one size label for each category and brand. Throws `invalid` naming the fields. */
export function changed(before: Preferences, change: PreferencesChange): Preferences {
  const tidied = tidy(change);
  const wrong = faults(tidied);
  if (wrong.length > 0) throw new DomainError("invalid", "Some preferences can't be kept.", { fields: wrong });
  const after: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(tidied)) {
    if (value === undefined) continue;
    if (value === null || (Array.isArray(value) && value.length === 0)) delete after[name];
    else after[name] = value;
  }
  return after;
}

function tidy(change: PreferencesChange): PreferencesChange {
  const { stylePreferences, favoriteBrands, sizeLabels } = change;
  return {
    ...change,
    ...(stylePreferences && { stylePreferences: distinct(stylePreferences.map((word) => word.trim().toLowerCase())) }),
    ...(favoriteBrands && { favoriteBrands: distinct(favoriteBrands) }),
    ...(sizeLabels && {
      sizeLabels: [...new Map(sizeLabels.map((size) => [`${size.category} ${size.brand}`, size])).values()],
    }),
  };
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words.filter((word) => word !== ""))];
}

function faults({ preferredCurrency, sizeLabels, ...lists }: PreferencesChange): FieldError[] {
  const found: FieldError[] = [];
  if (preferredCurrency && !CURRENCIES.has(preferredCurrency))
    found.push({ field: "preferredCurrency", message: "is no currency" });
  for (const [at, { category }] of (sizeLabels ?? []).entries())
    if (!Category.get(category)) found.push({ field: `sizeLabels.${at}.category`, message: "is no category" });
  for (const [field, value] of Object.entries({ ...lists, sizeLabels }))
    if (Array.isArray(value) && value.length > MAX[field as keyof typeof MAX])
      found.push({ field, message: "holds too many" });
  return found;
}
