import { BRANDS, type Brand } from "./brands.ts";
import { type Colour, colourOf } from "./colours.ts";
import { type Garment, type Link, variantKey } from "./garment.ts";
import { gtin13 } from "./gtin.ts";
import type { Features, Kind } from "./kind.ts";
import { MENS_ETHNIC, WOMENS_ETHNIC } from "./kinds-ethnic.ts";
import { KIDS } from "./kinds-kids.ts";
import { MENS_WESTERN, WOMENS_WESTERN } from "./kinds-western.ts";
import { hash, type Random, random } from "./random.ts";
import { SIZE_RUNS, type Size } from "./sizes.ts";

export const KINDS: readonly Kind[] = [...WOMENS_ETHNIC, ...MENS_ETHNIC, ...WOMENS_WESTERN, ...MENS_WESTERN, ...KIDS];

/** Everything of a garment but its id and codes. */
type Design = Omit<Garment, "id" | "styleCode" | "gtins" | "link">;

const FEATURES: readonly (keyof Features)[] = ["fit", "neck", "sleeve", "length", "detail"];

function drawFeatures(kind: Kind, rng: Random): Features {
  const drawn: Features = {};
  for (const name of FEATURES) {
    const values = kind.features[name];
    if (values) drawn[name] = rng.pick(values);
  }
  return drawn;
}

function drawColours(kind: Kind, rng: Random): Colour[] {
  const count = rng.weighted([1, 2, 3], (n) => ({ 1: 78, 2: 15, 3: 7 })[n] as number);
  return rng
    .shuffle([...new Set(kind.colours)])
    .slice(0, kind.run === "free" ? 1 : count)
    .map(colourOf);
}

/** A run of neighbouring sizes, at least two where the kind has as many. */
function drawSizes(kind: Kind, rng: Random): Size[] {
  const run = SIZE_RUNS[kind.run];
  if (run.length < 3) return [...run];
  const first = rng.int(0, 1);
  return run.slice(first, rng.int(Math.min(first + 4, run.length), run.length));
}

const charm = (rupees: number): number => Math.max(199, Math.round(rupees / 100) * 100 - 1);

function design(kind: Kind, brands: readonly Brand[], rng: Random): Design {
  const brand = rng.pick(brands);
  const features = drawFeatures(kind, rng);
  const present = FEATURES.filter((name) => features[name]);
  const mrp = charm(rng.between(kind.mrp[0], kind.mrp[1]) * brand.tier);
  return {
    kind,
    brand,
    features,
    colours: drawColours(kind, rng),
    pattern: rng.pick(kind.patterns),
    fabric: rng.pick(kind.fabrics),
    spoken: rng.shuffle(present).slice(0, 2),
    occasion: rng.pick(kind.occasions),
    sizes: drawSizes(kind, rng),
    pack: 1,
    family: "",
    mrp,
    usual: charm(mrp * rng.between(0.5, 0.95)),
  };
}

/** The same design but for one thing that a title says: what a careless join takes for the same garment. */
function lookalike(from: Design, rng: Random): Design {
  const { kind } = from;
  const name = rng.pick([...from.spoken, "pattern", ...(["tshirt", "polo"].includes(kind.silhouette) ? ["pack"] : [])]);
  const mrp = charm(from.mrp * rng.between(0.92, 1.12));
  const same = { ...from, mrp, usual: Math.min(mrp, charm(from.usual * rng.between(0.92, 1.12))) };
  if (name === "pack") return { ...same, pack: 2, mrp: charm(from.mrp * 1.85), usual: charm(from.usual * 1.8) };
  if (name === "pattern") {
    const others = kind.patterns.filter((p) => p !== from.pattern);
    return others.length > 0 ? { ...same, pattern: rng.pick(others) } : same;
  }
  const feature = name as keyof Features;
  const others = (kind.features[feature] ?? []).filter((v) => v !== from.features[feature]);
  return { ...same, features: { ...from.features, [feature]: rng.pick(others) } };
}

/** What a title can tell about a garment beside its colour: no two garments may share it. */
export const identityOf = (d: Pick<Design, "brand" | "kind" | "pattern" | "fabric" | "spoken" | "features" | "pack">) =>
  [d.brand.id, d.kind.id, d.pattern, d.fabric, d.pack, ...d.spoken.map((name) => d.features[name]).sort()].join("|");

/** A kind has only so many garments that differ; a larger world takes what there is. */
const TRIES = 20;

function designs(seed: string, scale: number): Design[] {
  const seen = new Set<string>();
  const out: Design[] = [];
  const take = (d: Design, family: string): boolean => {
    if (seen.has(identityOf(d))) return false;
    seen.add(identityOf(d));
    out.push({ ...d, family });
    return true;
  };
  for (const kind of KINDS) {
    const rng = random(seed, "kind", kind.id);
    const brands = BRANDS.filter((b) => b.lines.includes(kind.line) && (b.only ?? kind.gender) === kind.gender);
    const wanted = Math.round(kind.count * 0.74 * scale);
    for (let n = 0, tries = 0; n < wanted && tries < wanted * TRIES; tries++) {
      const first = design(kind, brands, rng);
      const family = `${kind.id}-${n}`;
      if (!take(first, family)) continue;
      n++;
      if (rng.chance(0.16)) take(lookalike(first, rng), family);
    }
  }
  return out;
}

const LINKS: Link[] = ["gtin", "style", "title", "chain", "single"];
const LINK_WEIGHT: Record<Link, number> = { gtin: 18, style: 12, title: 9, chain: 6, single: 55 };

function codes(d: Design, link: Link, number: number, rng: Random): Pick<Garment, "styleCode" | "gtins"> {
  const registered = link === "gtin" || link === "chain" || rng.chance(0.5);
  const coded = link === "style" || link === "chain" || rng.chance(0.6);
  const company = hash("company", d.brand.id) % 100_000;
  const gtins = new Map<string, string>();
  if (registered) {
    d.colours.forEach((colour, c) => {
      d.sizes.forEach((size, s) => {
        gtins.set(variantKey(colour, size), gtin13(company, number * 24 + c * 8 + s));
      });
    });
  }
  const middle = d.kind.id
    .replace(/[^a-z]/g, "")
    .slice(0, 2)
    .toUpperCase();
  return { gtins, styleCode: coded ? `${d.brand.code}-${middle}${1000 + ((number * 7) % 9000)}` : null };
}

/** Every garment of the world: depends on the seed alone, and on how many times as many there shall be. */
export function makeGarments(seed: string, scale = 1): Garment[] {
  const perBrand = new Map<string, number>();
  return designs(seed, scale).map((d, i) => {
    const rng = random(seed, "codes", i);
    const number = perBrand.get(d.brand.id) ?? 0;
    perBrand.set(d.brand.id, number + 1);
    const link = rng.weighted(LINKS, (l) => LINK_WEIGHT[l]);
    return { ...d, ...codes(d, link, number, rng), link, id: `g${String(i + 1).padStart(4, "0")}` };
  });
}
