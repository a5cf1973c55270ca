import type { CanonicalSize, SizeSystem } from "./product.ts";
import { chartsFor } from "./size-chart.ts";
import { readSizeParts, type SizeContext, type SizePart } from "./size-parts.ts";

/**
 * A written size as (system, label, raw). Null when it cannot be told what it says. A bare number is in the system of
 * the shop's country (India by default); in India shoes are numbered as in the UK, and are given the system IN.
 */
export function parseSize(raw: string | null | undefined, context: SizeContext = {}): CanonicalSize | null {
  const written = raw?.replace(/\s+/g, " ").trim();
  if (!written) return null;
  const parts = readSizeParts(written, context);
  for (const part of parts) {
    const size = canonical(part, parts);
    if (size) return { ...size, raw: written };
  }
  return null;
}

/** As `parseSize`, but what cannot be understood is kept under its own name: it equals and converts to nothing else. */
export function keepSize(raw: string | null | undefined, context: SizeContext = {}): CanonicalSize | null {
  const written = raw?.replace(/\s+/g, " ").trim();
  return written
    ? (parseSize(written, context) ?? { system: "ALPHA", label: written.slice(0, 60), raw: written })
    : null;
}

/**
 * The sizes of another system that `size` may be: several where charts overlap, none where no chart leads there.
 * What a conversion does not say is unknown, and unknown never means that it fits.
 */
export function convertSize(size: CanonicalSize, to: SizeSystem, context: SizeContext = {}): CanonicalSize[] {
  if (size.system === to) return [size];
  const labels = new Set<string>();
  for (const chart of chartsFor(context)) {
    const from = chart[size.system];
    const target = chart[to];
    if (!from || !target) continue;
    from.forEach((cell, row) => {
      if (cell.includes(size.label)) for (const label of target[row] ?? []) labels.add(label);
    });
  }
  return [...labels].map((label) => ({ system: to, label, raw: size.raw }));
}

function canonical(part: SizePart, parts: readonly SizePart[]): Omit<CanonicalSize, "raw"> | null {
  const { type, value } = part;
  if (type === "one") return { system: "ONE", label: "One size" };
  if (type === "letter") return { system: "ALPHA", label: value };
  if (type === "age_years") return { system: "AGE", label: `${value}Y` };
  if (type === "age_months") return { system: "AGE", label: `${value}M` };
  if (type === "height") return { system: "CM", label: value };
  if (type === "waist") {
    if (part.unit === "cm") return { system: "CM", label: value };
    const inseam = parts.find((other) => other.type === "inseam");
    return { system: "WAIST", label: inseam ? `${value}/${inseam.value}` : value };
  }
  if (type === "band") {
    const cup = parts.find((other) => other.type === "cup");
    return { system: "IN", label: value + (cup?.value ?? "") };
  }
  if (type === "chest" || type === "collar") return { system: part.unit === "cm" ? "CM" : "IN", label: value };
  return type === "shoe" || type === "dress" ? inSystem(part) : null;
}

/** Numbers of countries outside our systems, by the steps their tables differ. */
function inSystem({ type, value, region }: SizePart): Omit<CanonicalSize, "raw"> | null {
  const shift = (by: number, system: SizeSystem) => ({ system, label: String(Number(value) + by) });
  if (region === "UK" || region === "US" || region === "EU" || region === "IN") return { system: region, label: value };
  if (region === "AU") return { system: "UK", label: value };
  if (type === "shoe") return region === "JP" ? { system: "CM", label: value } : { system: "EU", label: value };
  if (region === "FR") return { system: "EU", label: value };
  if (region === "DE") return shift(2, "EU");
  return region === "IT" ? shift(-4, "EU") : null;
}
