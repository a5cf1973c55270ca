import { canonicalise } from "@stylegence/crawler/url";
import { hash26 } from "../platform/hash.ts";
import { plain, slug } from "./words.ts";

/** Parameters that pick an option on a page that is the same for all of them. */
const OPTION_PARAMETERS = new Set(["variant", "variantid", "variation", "sku", "size", "color", "colour"]);

/** What names a shop's page: its address whatever its protocol, "www." or picked option. */
export function pageKeyOf(url: string): string {
  const canonical = canonicalise(url) ?? url;
  const parsed = URL.parse(canonical);
  if (!parsed) return hash26(canonical);
  const query = [...parsed.searchParams].filter(([name]) => !OPTION_PARAMETERS.has(name.toLowerCase()));
  const host = parsed.host.replace(/^www\./, "");
  return hash26(`${host}${parsed.pathname.replace(/\/$/, "")}?${query.map((pair) => pair.join("=")).join("&")}`);
}

/** What names an option on its page. */
export function optionKeyOf(
  colour: string | undefined,
  size: { system: string; label: string } | null | undefined,
): string {
  return `${slug(colour ?? "")}|${size ? `${size.system}|${slug(size.label) || plain(size.label)}` : ""}`;
}

/** A picture's identity: its address without the parameters that only scale or version it. */
export function imageKeyOf(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  const isFile = /\.(jpe?g|png|webp|gif|avif)$/i.test(parsed.pathname);
  return `${parsed.host}${parsed.pathname}${isFile ? "" : parsed.search}`;
}

/** A GTIN that may join: right check digit, and given out by GS1 rather than made up inside a shop (prefixes 2, 02, 04, zeros). */
export function gtinKeyOf(raw: string | null | undefined): string | null {
  const digits = (raw ?? "").replace(/[\s-]/g, "");
  if (!/^(\d{8}|\d{12,14})$/.test(digits)) return null;
  const padded = digits.padStart(14, "0");
  if (/^0*$/.test(digits.slice(0, -1)) || /^(02|002|004)/.test(padded)) return null;
  const sum = [...padded.slice(0, 13)].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === Number(padded[13]) ? `gtin:${padded}` : null;
}

const MIN_CODE = 4;

/** A brand's own code for the style; null where it is too short or plain to be one. */
export function styleKeyOf(brandSlug: string | null | undefined, code: string | null | undefined): string | null {
  const compact = (code ?? "").toLowerCase().replace(/[^a-z0-9]/g, "");
  if (!brandSlug || compact.length < MIN_CODE || !/\d/.test(compact) || /^(.)\1*$/.test(compact)) return null;
  return `style:${brandSlug}:${compact}`;
}
