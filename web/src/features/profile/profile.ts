import type { ProfileInput, Profile as Shown, SizeLabel } from "@stylegence/contracts/shopper";
import type { Option } from "../../ui/pick.ts";

export const STYLES: Option[] = [
  "ethnic",
  "fusion",
  "minimal",
  "classic",
  "boho",
  "festive",
  "office",
  "streetwear",
  "athleisure",
  "vintage",
  "handloom",
  "block print",
  "pastel",
  "bold colours",
].map((value) => ({ value, label: value }));

export const SIZE_SYSTEMS: Record<SizeLabel["sizeSystem"], string> = {
  IN: "India",
  US: "US",
  EU: "Europe",
  UK: "UK",
  ALPHA: "Letters (S, M, L)",
  WAIST: "Waist in inches",
};

/** Those that sizes can be shown in; a waist is for jeans alone. */
export const PREFERRED_SYSTEMS: NonNullable<ProfileInput["preferredSizeSystem"]>[] = ["IN", "US", "EU", "UK", "ALPHA"];

const COMMON = ["INR", "USD", "EUR", "GBP", "AED", "SGD"];

/** Currencies to choose from, those that most will want first. */
export function currencyOptions(all: readonly string[], nameOf: (code: string) => string | undefined) {
  const option = (value: string): Option => ({ value, label: `${nameOf(value) ?? value} (${value})` });
  const others = all.filter((code) => !COMMON.includes(code)).map(option);
  return { common: COMMON.map(option), others: others.sort((a, b) => a.label.localeCompare(b.label, "en-IN")) };
}

const indianDay = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Kolkata", dateStyle: "short" });

/** The calendar day in India, "2026-11-02". */
export function dayInIndia(now: Date): string {
  return indianDay.format(now);
}

/** Whether somebody born on a day is under 18 on another. */
export function isUnder18(birthDate: string, today: string): boolean {
  const [year = "", month, day] = birthDate.split("-");
  return `${Number(year) + 18}-${month}-${day}` > today;
}

/** What is wrong with a username before anybody is asked; null where it may be had. Empty is none. */
export function usernameFault(name: string): string | null {
  if (name === "" || /^[a-z][a-z0-9_]{2,29}$/.test(name)) return null;
  if (name.length < 3 || name.length > 30) return "Use 3 to 30 characters.";
  return "Begin with a letter, then use letters a to z, digits and _ only.";
}

const placeOf = ({ category, brand }: Pick<SizeLabel, "category" | "brand">) => `${category} ${brand ?? ""}`;

/** The sizes with one more, in place of one for the same garment and brand. */
export function withSize(sizes: readonly SizeLabel[], size: SizeLabel): SizeLabel[] {
  return [...withoutSize(sizes, size), size];
}

export function withoutSize(sizes: readonly SizeLabel[], size: Pick<SizeLabel, "category" | "brand">): SizeLabel[] {
  return sizes.filter((one) => placeOf(one) !== placeOf(size));
}

/** "UK 10", "32 inch waist", "M". */
export function sizeText({ sizeSystem, label }: Pick<SizeLabel, "sizeSystem" | "label">): string {
  if (sizeSystem === "ALPHA") return label;
  if (sizeSystem === "WAIST") return `${label} inch waist`;
  return `${sizeSystem} ${label}`;
}

/** The profile as it will be, to show before the API has answered. */
export function patched(profile: Shown, change: ProfileInput): Shown {
  const given = Object.entries(change).filter(([, value]) => value !== undefined && value !== null);
  return { ...profile, ...Object.fromEntries(given) };
}
