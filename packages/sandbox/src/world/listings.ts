import type { Garment, Link } from "./garment.ts";
import { type Behaviour, type Listing, SHOP_IDS, type ShopId } from "./listing.ts";
import { type Random, random } from "./random.ts";
import { colourNames, titleOf } from "./titles.ts";

/** How much of the world each shop carries. */
const SHARE: Record<ShopId, number> = { threadmill: 30, vanika: 28, bazaar24: 28, nebula: 7, slowloom: 9 };
const BEHAVIOURS: Record<Behaviour, number> = { steady: 22, drift: 22, markdown: 18, sale: 28, weekend: 10 };

/** Its pages speak of style codes only, and of one colour. */
const CODES_ONLY: ShopId = "bazaar24";

/** The share of garments that none of the shops sells: only feeds know them. */
const FEED_ONLY = 0.06;

function drawShops(garment: Garment, rng: Random): ShopId[] {
  const { link } = garment;
  if (link === "single" && rng.chance(FEED_ONLY / 0.55)) return [];
  const wanted = link === "single" ? 1 : rng.weighted([2, 3, 4], (n) => ({ 2: 60, 3: 29, 4: 11 })[n] as number);
  const least = link === "chain" ? Math.max(3, wanted) : wanted;
  const open = SHOP_IDS.filter((s) => s !== CODES_ONLY || (garment.colours.length === 1 && link !== "gtin"));
  const chosen: ShopId[] = [];
  while (chosen.length < Math.min(least, open.length)) {
    const left = open.filter((s) => !chosen.includes(s));
    chosen.push(rng.weighted(left, (s) => SHARE[s]));
  }
  return [...chosen.filter((s) => s !== CODES_ONLY), ...chosen.filter((s) => s === CODES_ONLY)];
}

/** Which codes the n-th of the garment's shops gives, such that the listings can be joined by `link` and no other way. */
function drawCodes(link: Link, n: number, shop: ShopId, garment: Garment, rng: Random): Listing["gives"] {
  const able = { gtin: garment.gtins.size > 0 && shop !== CODES_ONLY, styleCode: garment.styleCode !== null };
  const given: Record<Link, Listing["gives"]> = {
    gtin: { gtin: true, styleCode: n > 0 && rng.chance(0.4) },
    style: { gtin: n === 0 && rng.chance(0.5), styleCode: true },
    title: { gtin: n === 0 && rng.chance(0.4), styleCode: n === 0 && rng.chance(0.4) },
    chain: { gtin: n < 2, styleCode: n > 0 },
    single: { gtin: rng.chance(0.5), styleCode: rng.chance(0.5) },
  };
  return { gtin: able.gtin && given[link].gtin, styleCode: able.styleCode && given[link].styleCode };
}

function life(rng: Random): Pick<Listing, "from" | "until"> {
  const fate = rng.next();
  if (fate < 0.07) return { from: rng.int(1, 45), until: null };
  if (fate < 0.11) return { from: null, until: rng.int(2, 60) };
  if (fate < 0.13) return { from: null, until: -rng.int(1, 40) };
  return { from: null, until: null };
}

const slug = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");

function priceForm(shop: ShopId, garment: Garment, rng: Random): Listing["priceForm"] {
  if (shop !== CODES_ONLY || garment.link !== "single") return "plain";
  const form = rng.next();
  if (form < 0.05) return "range";
  return form < 0.09 ? "on-request" : "plain";
}

/** One garment as the n-th of its shops sells it. */
export function makeListing(garment: Garment, shop: ShopId, n: number, number: number, seed: string): Listing {
  const rng = random(seed, "listing", garment.id, shop);
  const colours = colourNames(garment, shop);
  const gives = drawCodes(garment.link, n, shop, garment, rng);
  const tail = gives.styleCode && rng.chance(0.2) ? garment.styleCode : null;
  const title = titleOf(garment, shop, colours, tail);
  const usual = Math.round(garment.usual * rng.between(0.92, 1.1));
  const name = slug(title);
  return {
    id: `${shop}-${garment.id}`,
    shop,
    garment,
    title,
    handle: shop === CODES_ONLY || shop === "nebula" ? name : `${name}-${garment.id.slice(1)}`,
    oldHandles: rng.chance(0.12) ? [`${name}-old`] : [],
    number,
    colourNames: colours,
    sizes: garment.sizes.length > 4 && rng.chance(0.3) ? garment.sizes.slice(0, -1) : garment.sizes,
    gives,
    behaviour: rng.weighted(Object.keys(BEHAVIOURS) as Behaviour[], (b) => BEHAVIOURS[b]),
    mrp: garment.mrp,
    usual: Math.min(usual, garment.mrp),
    largeSizeSurcharge: shop !== CODES_ONLY && garment.kind.run === "alpha" && rng.chance(0.1) ? 100 : 0,
    ...life(rng),
    priceForm: priceForm(shop, garment, rng),
  };
}

/** Every listing of the world: depends on the garments and the seed alone. */
export function makeListings(garments: readonly Garment[], seed: string): Listing[] {
  const numbers = new Map<ShopId, number>();
  return garments.flatMap((garment) => {
    const shops = drawShops(garment, random(seed, "shops", garment.id));
    return shops.map((shop, n) => {
      const number = (numbers.get(shop) ?? 10_000) + 1 + (n % 3);
      numbers.set(shop, number);
      return makeListing(garment, shop, n, number, seed);
    });
  });
}
