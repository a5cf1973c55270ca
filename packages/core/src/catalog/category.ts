import { GROUP_WORDS, GROUPS } from "./category.data.ts";
import { finder, plain } from "./words.ts";

export interface Category {
  slug: string;
  name: string;
  parent: string | null;
}

export type Gender = "women" | "men" | "girls" | "boys" | "kids" | "unisex";

const DEPARTMENTS: { slug: Gender; name: string; possessive: string; parent: Gender | null; letters: string }[] = [
  { slug: "women", name: "Women", possessive: "Women’s", parent: null, letters: "W" },
  { slug: "men", name: "Men", possessive: "Men’s", parent: null, letters: "M" },
  { slug: "kids", name: "Kids", possessive: "Kids’", parent: null, letters: "GB" },
  { slug: "girls", name: "Girls", possessive: "Girls’", parent: "kids", letters: "G" },
  { slug: "boys", name: "Boys", possessive: "Boys’", parent: "kids", letters: "B" },
  { slug: "unisex", name: "Unisex", possessive: "Unisex", parent: null, letters: "WMGB" },
];

interface Kind {
  slug: string;
  group: string;
  letters: string;
}

const kinds = new Map<string, Kind>();
const phrases: { words: string; value: Kind }[] = [];
const groupPhrases: { words: string; value: string }[] = [];
const tree = new Map<string, Category>();

for (const [group, { name, kinds: below }] of Object.entries(GROUPS)) {
  for (const words of [plain(name), ...(GROUP_WORDS[group] ?? "").split(", ")])
    groupPhrases.push({ words, value: group });
  for (const [kindSlug, data] of Object.entries(below)) {
    const kind = { slug: kindSlug, group, letters: data.for };
    kinds.set(kindSlug, kind);
    const own = [plain(data.name), kindSlug.replaceAll("-", " ")];
    for (const words of new Set([...own, ...data.also.split(", ")])) phrases.push({ words, value: kind });
  }
}

for (const department of DEPARTMENTS) {
  tree.set(department.slug, { slug: department.slug, name: department.name, parent: department.parent });
  for (const [group, { name, kinds: below }] of Object.entries(GROUPS)) {
    const here = Object.entries(below).filter(([, data]) => [...department.letters].some((l) => data.for.includes(l)));
    if (here.length === 0) continue;
    const parent = `${department.slug}-${group}`;
    tree.set(parent, { slug: parent, name: named(department.possessive, name), parent: department.slug });
    for (const [kindSlug, data] of here) {
      const leaf = `${department.slug}-${kindSlug}`;
      tree.set(leaf, { slug: leaf, name: named(department.possessive, data.name), parent });
    }
  }
}

function named(possessive: string, name: string): string {
  const keepsCapital = /^T-|^[A-Z]{2}/.test(name);
  return `${possessive} ${keepsCapital ? name : name.charAt(0).toLowerCase() + name.slice(1)}`;
}

const findKinds = finder(phrases);
const findGroups = finder(groupPhrases);

/** The whole tree, parents before children. */
export function all(): Category[] {
  return [...tree.values()];
}

export function get(categorySlug: string): Category | undefined {
  return tree.get(categorySlug);
}

/** From the root to the category itself; empty when it is unknown. */
export function path(categorySlug: string): Category[] {
  const found = tree.get(categorySlug);
  if (!found) return [];
  return found.parent ? [...path(found.parent), found] : [found];
}

/** The categories right below. */
export function children(categorySlug: string | null): Category[] {
  return all().filter((category) => category.parent === categorySlug);
}

/** The kind of garment, whichever department it is in: "women-kurtas" is "kurtas". Null for departments and groups. */
export function kindOf(categorySlug: string | null | undefined): string | null {
  const kind = categorySlug?.slice(categorySlug.indexOf("-") + 1) ?? "";
  return kinds.has(kind) ? kind : null;
}

const wearers = Object.entries({
  women: "women, woman, womens, ladies, lady, female, womenswear",
  men: "men, man, mens, gents, male, menswear, gentlemen",
  girls: "girl, girls",
  boys: "boy, boys",
  kids: "kids, kid, children, child, infant, infants, baby, toddler, toddlers, junior, kidswear",
  unisex: "unisex",
} as const).flatMap(([gender, words]) => words.split(", ").map((w) => ({ words: w, value: gender as Gender })));
const GENDERS = finder<Gender>(wearers);

/** Whom plain text names; null when nobody, "unisex" when both women and men, "kids" when both girls and boys. */
export function genderOf(text: string): Gender | null {
  const found = new Set(GENDERS(text).map((match) => match.value));
  if (found.has("unisex") || (found.has("women") && found.has("men"))) return "unisex";
  if (found.has("girls") && found.has("boys")) return "kids";
  if (found.has("girls")) return "girls";
  if (found.has("boys")) return "boys";
  if (found.has("kids")) return "kids";
  return found.has("women") ? "women" : found.has("men") ? "men" : null;
}

export function genderWordsIn(text: string): string[] {
  return GENDERS(text).map((match) => match.words);
}

export function kindWordsIn(text: string): string[] {
  return findKinds(text).map((match) => match.words);
}

/**
 * Every name of a kind or group of garments, with the categories that it means, whoever wears it; `also` are further names by kind
 * or group, which take precedence.
 */
export function kindPhrases(also: Record<string, string>): { words: string; categories: string[] }[] {
  const everywhere = (name: string) =>
    DEPARTMENTS.map(({ slug }) => `${slug}-${name}`).filter((slug) => tree.has(slug));
  const byWords = new Map(groupPhrases.map(({ words, value }) => [words, value]));
  for (const { words, value } of phrases) byWords.set(words, value.slug);
  for (const [name, words] of Object.entries(also)) for (const one of words.split(", ")) byWords.set(one, name);
  return [...byWords]
    .filter(([words]) => words !== "")
    .map(([words, name]) => ({ words, categories: everywhere(name) }));
}

/** Every word for a wearer. */
export function genderPhrases(): { words: string; gender: Gender }[] {
  return wearers.map(({ words, value }) => ({ words, gender: value }));
}

const PAIRED = new Set(["ethnic-bottoms", "trousers", "pyjamas", "dupattas", "skirts", "leggings", "nehru-jackets"]);

/** Words that say less than a shop's own breadcrumb does. */
const VAGUE = / (shoes?|flats?|sets?|suits?|innerwear|slip ons) $/;

/** Title first, since shops agree on it more than on their trees, unless it is vague where the breadcrumb is not. */
function kindFrom(title: string, crumbs: readonly string[]): Kind | null {
  const byTitle = kindOfTitle(title);
  const byCrumbs = kindOfBreadcrumb(crumbs);
  if (!byTitle || !byCrumbs) return byTitle ?? byCrumbs;
  const isVague = byTitle.group === byCrumbs.group && VAGUE.test(` ${headOf(plain(title))} `);
  return isVague ? byCrumbs : byTitle;
}

const headOf = (text: string): string => text.split(/ (?:with|for|in|by) /)[0] ?? "";

/** The kind that a title's head names: its last kind before "with" or "for". A kurta with a bottom or dupatta is a set. */
function kindOfTitle(title: string): Kind | null {
  const text = plain(title);
  const [head = "", ...tail] = text.split(/ (?:with|for|in|by) /);
  const inHead = findKinds(head).map((match) => match.value);
  const kind = inHead.at(-1) ?? findKinds(text).at(-1)?.value ?? null;
  const all = [...inHead, ...tail.flatMap((part) => findKinds(part).map((match) => match.value))];
  const isKurta = inHead.some((found) => found.slug === "kurtas");
  if (isKurta && (all.some((found) => PAIRED.has(found.slug)) || /\bsets?\b/.test(text)))
    return kinds.get("kurta-sets")!;
  return kind;
}

function kindOfBreadcrumb(breadcrumb: readonly string[]): Kind | null {
  for (const crumb of breadcrumb.toReversed()) {
    const found = findKinds(plain(crumb)).at(-1)?.value;
    if (found) return found;
  }
  return null;
}

export interface Placed {
  category: string | null;
  gender: Gender | null;
}

/** Where a product belongs in our tree, from what the shop tells. */
export function place(seen: {
  title: string;
  breadcrumb: readonly string[];
  gender?: string | null;
  type?: string | null;
}): Placed {
  const crumbs = [...seen.breadcrumb, ...(seen.type ? seen.type.split(/[>/|]/) : [])];
  const kind = kindFrom(seen.title, crumbs);
  const told = genderOf(plain(seen.gender ?? "")) ?? genderOf(plain(seen.title)) ?? genderOf(plain(crumbs.join(" ")));
  const gender = told ?? (kind ? wearerOf(kind) : null);
  if (kind) return { category: leafFor(kind, gender), gender };
  const group = crumbs.toReversed().flatMap((crumb) => findGroups(plain(crumb)).map((match) => match.value))[0];
  const wanted = group ? `${gender ?? "unisex"}-${group}` : gender;
  return { category: wanted && tree.has(wanted) ? wanted : null, gender };
}

/** Only women wear a saree: what the kind alone says of its wearer. */
function wearerOf(kind: Kind): Gender | null {
  const adults = [...kind.letters].filter((letter) => "WM".includes(letter));
  if (adults.length !== 1) return null;
  return adults[0] === "W" ? "women" : "men";
}

function leafFor(kind: Kind, gender: Gender | null): string {
  const wanted = `${gender ?? "unisex"}-${kind.slug}`;
  return tree.has(wanted) ? wanted : `unisex-${kind.slug}`;
}

/** Everything at and below a category, its own slug first. */
export function descendants(categorySlug: string): string[] {
  return [categorySlug, ...children(categorySlug).flatMap((child) => descendants(child.slug))];
}

const APART = new Set(["footwear", "bags", "jewellery", "accessories"]);

/** Whether shops may mean the same garment by these two kinds: a tunic and a kurta, never a kurta and a shoe. */
export function areAkin(a: string, b: string): boolean {
  const left = kinds.get(a)?.group ?? "";
  const right = kinds.get(b)?.group ?? "";
  return left === right || (!APART.has(left) && !APART.has(right));
}
