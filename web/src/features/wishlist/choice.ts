import type { Variant } from "@stylegence/contracts/product";
import { compareSizes } from "../../format/size.ts";

export interface Choice {
  colour: string;
  /** `SYSTEM:label`; empty where the garment has no sizes. */
  size: string;
}

type Kind = Pick<Variant, "variantId" | "colour" | "colourFamily" | "size" | "availability">;

const GONE = new Set(["out_of_stock", "discontinued"]);

/** As the product page names a colour in its address. */
export const colourOf = ({ colourFamily, colour }: Kind): string => colourFamily ?? colour ?? "";
export const sizeOf = ({ size }: Kind): string => (size && size.system !== "ONE" ? `${size.system}:${size.label}` : "");
export const isGone = ({ availability }: Kind): boolean => GONE.has(availability);

/** The colours there are, each by its first name. */
export function coloursOf(variants: Kind[]): { key: string; label: string }[] {
  const byKey = new Map<string, string>();
  for (const variant of variants) {
    const key = colourOf(variant);
    if (key && !byKey.has(key)) byKey.set(key, variant.colour ?? key);
  }
  return [...byKey].map(([key, label]) => ({ key, label: label.charAt(0).toUpperCase() + label.slice(1) }));
}

/** The sizes that there are in a colour, small to large, those of one system together. */
export function sizesOf(variants: Kind[], colour: string): { key: string; label: string; isGone: boolean }[] {
  const sizes = new Map<string, { key: string; label: string; system: string; isGone: boolean }>();
  for (const variant of variants) {
    const key = sizeOf(variant);
    if (!key || !variant.size || (colour && colourOf(variant) !== colour)) continue;
    const { system, label } = variant.size;
    const known = sizes.get(key);
    sizes.set(key, { key, label, system, isGone: isGone(variant) && (known?.isGone ?? true) });
  }
  const several = new Set([...sizes.values()].map(({ system }) => system)).size > 1;
  return [...sizes.values()]
    .sort((a, b) => a.system.localeCompare(b.system) || compareSizes(a.label, b.label))
    .map(({ key, label, system, isGone }) => ({
      key,
      label: several && system !== "ALPHA" ? `${system} ${label}` : label,
      isGone,
    }));
}

/** The variants that a choice leaves; an empty part of it leaves all. */
export function matching<T extends Kind>(variants: T[], { colour, size }: Choice): T[] {
  return variants.filter((one) => (!colour || colourOf(one) === colour) && (!size || sizeOf(one) === size));
}

/** What an address chooses, in the product's own words; a size may be given by its label alone, where that means one. */
export function known(variants: Kind[], { colour, size }: Choice): Choice {
  const sizes = new Set(variants.filter((one) => one.size?.label === size || sizeOf(one) === size).map(sizeOf));
  return {
    colour: variants.some((one) => colourOf(one) === colour) ? colour : "",
    size: sizes.size === 1 ? [...sizes][0]! : "",
  };
}

/** What is wished for by a choice: one that can be had, before one that cannot. Null where nothing fits. */
export function variantFor<T extends Kind>(variants: T[], choice: Choice): T | null {
  const fitting = matching(variants, choice);
  return fitting.find((one) => !isGone(one)) ?? fitting[0] ?? null;
}

/** What stands chosen at first: what the page shows already, filled up with the first that can be had. */
export function firstChoice(variants: Kind[], given: Choice): Choice {
  const known = matching(variants, given).length > 0 ? given : { colour: "", size: "" };
  const variant = variantFor(variants, known) ?? variantFor(variants, { colour: "", size: "" });
  return variant ? { colour: colourOf(variant), size: known.size || sizeOf(variant) } : { colour: "", size: "" };
}

/** The choice with another colour; the size stays where that colour has it. */
export function withColour(variants: Kind[], choice: Choice, colour: string): Choice {
  const stays = matching(variants, { colour, size: choice.size }).length > 0;
  return stays ? { ...choice, colour } : firstChoice(variants, { colour, size: "" });
}

/** Whether there is nothing to choose: one variant, or one left by what the page shows. */
export function isSettled(variants: Kind[], given: Choice): boolean {
  const fitting = matching(variants, given);
  return (
    fitting.length > 0 &&
    fitting.every((one) => colourOf(one) === colourOf(fitting[0]!) && sizeOf(one) === sizeOf(fitting[0]!))
  );
}
