import type { CanonicalSize, SizeSystem } from "@stylegence/crawler/product";
import { convertSize } from "@stylegence/crawler/size";
import * as Category from "../catalog/category.ts";

const SYSTEMS: SizeSystem[] = ["IN", "UK", "US", "EU", "ALPHA", "WAIST"];

/**
 * How a size is found: as the shop wrote it (`=42`), in its own system (`EU:42`), and in each that the charts for such a garment
 * convert it to. What no chart knows is found under its own name only.
 */
export function sizeTokens(
  size: { system: string; label: string; raw: string },
  garment: { category?: string; gender?: string },
): string[] {
  const own = size as CanonicalSize;
  const category = Category.path(garment.category ?? "").map(({ name }) => name);
  const converted = SYSTEMS.filter((system) => system !== own.system)
    .flatMap((system) => convertSize(own, system, { category, gender: garment.gender }))
    .map(({ system, label }) => `${system}:${label.toUpperCase()}`);
  const label = own.label.toUpperCase();
  return [...new Set([`=${label}`, `${own.system}:${label}`, ...converted])];
}
