import { absolute, canonicalise } from "../url.ts";
import { distinct } from "./distinct.ts";
import { type FieldName, Findings, type FoundVariant } from "./finding.ts";
import { gtinOf } from "./gtin.ts";
import { mainProduct } from "./main-product.ts";
import { amountOf, currencyOf, type Offer, offersOf, readOffer } from "./offer.ts";
import type { Page } from "./page.ts";
import { isA, isThing, type Thing, text, texts, things, values } from "./thing.ts";
import { codeOf } from "./visible-facts.ts";

const GTINS = ["gtin", "gtin13", "gtin14", "gtin12", "gtin8", "ean", "upc", "isbn", "isbn13"];

/** What schema.org items say of the page's product. `confidence` is that of the syntax they were written in. */
export function readSchema(roots: readonly Thing[], page: Page, from: string, confidence: number): Findings {
  const findings = new Findings(from);
  if (roots.length === 0) return findings;
  findings.add("category", breadcrumb(roots), confidence - 0.02, "BreadcrumbList");
  const main = mainProduct(roots, page);
  if (main === "listing") findings.add("listing", true, confidence, "ItemList");
  else if (main) readProduct(main, page, findings, confidence);
  else readLooseOffer(roots, findings, confidence - 0.32);
  return findings;
}

function readProduct(product: Thing, page: Page, findings: Findings, confidence: number): void {
  const group = things(product, "isvariantof")[0];
  const either = (...names: string[]) => text(product, ...names) ?? (group ? text(group, ...names) : null);
  findings.add("name", either("name"), confidence);
  findings.add("description", either("description"), confidence);
  findings.add("brand", brandOf(product) ?? (group ? brandOf(group) : null), confidence);
  findings.add("images", imagesOf(product, page), confidence);
  findings.add("colour", either("color", "colour"), confidence);
  findings.add("gender", genderOf(product) ?? (group ? genderOf(group) : null), confidence);
  findings.add("category", categoryOf(product), confidence - 0.15);
  readIdentifiers(product, findings, confidence);
  findings.add("attributes", attributesOf(product, group), confidence);
  const offers = offersOf(product);
  const variants = variantsOf(product, group, offers, page);
  findings.add("variants", variants, confidence);
  const sizes = texts(product, "size");
  if (variants.length === 0)
    findings.add(
      "sizes",
      sizes.map((raw) => ({ raw, offered: null })),
      confidence,
    );
  readOffers(product, offers, page, findings, confidence);
}

function readIdentifiers(product: Thing, findings: Findings, confidence: number): void {
  const productId = text(product, "productid", "identifier")?.replace(/^(?:sku|mpn|asin|id|isbn)[:\s]+/i, "");
  const offer = things(product, "offers")[0];
  addSku(findings, text(product, "sku") ?? (offer ? text(offer, "sku") : null), confidence);
  addSku(findings, productId ? codeOf(productId) : null, confidence - 0.2);
  findings.add("mpn", text(product, "mpn") ?? (offer ? text(offer, "mpn") : null), confidence);
  const gtin = [product, ...(offer ? [offer] : [])]
    .flatMap((thing) => texts(thing, ...GTINS, "productid").map(gtinOf))
    .find(Boolean);
  findings.add("gtin", gtin, confidence);
}

/** A GTIN in the place of a SKU is still a GTIN: any other number of the shop is preferred. */
function addSku(findings: Findings, sku: string | null, confidence: number): void {
  const gtin = sku && /^\d{12,14}$/.test(sku) ? gtinOf(sku) : null;
  findings.add("sku", sku, gtin ? confidence - 0.55 : confidence);
  findings.add("gtin", gtin, confidence - 0.2, "sku");
}

function readOffers(
  product: Thing,
  offers: readonly Offer[],
  page: Page,
  findings: Findings,
  confidence: number,
): void {
  const currency = currencyOf(product) ?? offers.map(({ thing }) => currencyOf(thing)).find(Boolean);
  findings.add("currency", currency, confidence);
  const chosen = chosenOffer(offers, page);
  if (!chosen) {
    findings.add("price", amountOf(text(product, "price"), currency ?? null), confidence - 0.05);
    return;
  }
  const sure = agreed(offers) ? confidence : confidence - 0.25;
  findings.add("price", chosen.price, chosen.aggregate ? sure - 0.1 : sure, "offers");
  // Several offers that differ: what the page shows decides among them.
  for (const { price } of new Set(offers.slice(0, 20))) {
    if (price && price.amount !== chosen.price?.amount) findings.add("price", price, sure - 0.06, "offers");
  }
  findings.add("mrp", chosen.mrp, confidence, "offers");
  if (!chosen.price && chosen.memberPrice) {
    findings.add("price", chosen.memberPrice, confidence - 0.1, "offers");
    findings.add("priceContext", "member", confidence - 0.1);
  }
  const states = new Set(offers.map(({ availability }) => availability));
  const any = states.has("in_stock") ? "in_stock" : chosen.availability;
  if (any !== "unknown") findings.add("availability", any, confidence, "offers");
}

function agreed(offers: readonly Offer[]): boolean {
  return new Set(offers.flatMap(({ price }) => price?.amount ?? [])).size <= 1;
}

/** The offer of the variant that the address names, else the first new one in stock, else the first. */
function chosenOffer(offers: readonly Offer[], page: Page): Offer | undefined {
  const here = canonicalise(page.url);
  const priced = offers.filter(({ price, memberPrice }) => price || memberPrice);
  const pool = priced.length > 0 ? priced : offers;
  const named = pool.filter(({ thing }) => {
    const url = text(thing, "url");
    return url && canonicalise(url, page.base) === here && here?.includes("?");
  });
  const fresh = (named.length > 0 ? named : pool).filter(({ used }) => !used);
  return fresh.find(({ availability }) => availability === "in_stock") ?? fresh[0] ?? pool[0];
}

function variantsOf(product: Thing, group: Thing | undefined, offers: readonly Offer[], page: Page): FoundVariant[] {
  const own = things(product, "hasvariant", "model");
  const products = own.length > 0 ? own : group ? things(group, "hasvariant") : [];
  const several = products.filter((variant) => offersOf(variant).length > 0 || text(variant, "sku", "size", "color"));
  if (several.length > 0) return several.slice(0, 500).flatMap((variant) => variantOf(variant, page));
  const distinct = new Set(offers.map(({ thing }) => offerKey(thing)));
  const sellers = new Set(offers.map(({ thing }) => text(thing, "seller", "offeredby")));
  if (offers.length < 2 || distinct.size < offers.length || sellers.size > 1) return [];
  return offers.slice(0, 500).map((offer) => offerVariant(offer, page));
}

function offerKey(thing: Thing): string {
  const item = things(thing, "itemoffered")[0];
  return [thing, ...(item ? [item] : [])]
    .map((one) => text(one, "sku", "url", "gtin13", "mpn", "size", "name") ?? "")
    .join("|");
}

function variantOf(variant: Thing, page: Page): FoundVariant[] {
  const offers = offersOf(variant);
  const offer = chosenOffer(offers, page);
  const sizes = texts(variant, "size");
  const more = attributesOf(variant, undefined);
  const base: FoundVariant = {
    ...identifiers(variant, offer?.thing),
    ...optional("colour", text(variant, "color", "colour") ?? more.Color ?? more.Colour),
    ...optional("image", imagesOf(variant, page)[0]?.url),
    ...optional("url", addressOf(variant, page) ?? (offer && addressOf(offer.thing, page))),
    price: offer?.price ?? amountOf(text(variant, "price"), currencyOf(variant)),
    mrp: offer?.mrp ?? null,
    availability: offer?.availability ?? "unknown",
  };
  const all = sizes.length > 0 ? sizes : [more.Size];
  return all.map((size) => ({ ...base, ...optional("size", size) }));
}

function offerVariant(offer: Offer, page: Page): FoundVariant {
  const item = things(offer.thing, "itemoffered")[0];
  const either = (...names: string[]) => text(offer.thing, ...names) ?? (item ? text(item, ...names) : null);
  return {
    ...identifiers(offer.thing, item),
    ...optional("colour", either("color", "colour")),
    ...optional("size", either("size")),
    ...optional("url", addressOf(offer.thing, page)),
    price: offer.price,
    mrp: offer.mrp,
    availability: offer.availability,
  };
}

function identifiers(thing: Thing, other: Thing | undefined): FoundVariant {
  const of = (...names: string[]) => text(thing, ...names) ?? (other ? text(other, ...names) : null);
  return {
    ...optional("sku", of("sku")),
    ...optional("mpn", of("mpn")),
    ...optional("gtin", gtinOf(of(...GTINS))),
  };
}

function optional<K extends string>(key: K, value: string | null | undefined): { [P in K]?: string } {
  return (value ? { [key]: value } : {}) as { [P in K]?: string };
}

function addressOf(thing: Thing, page: Page): string | null {
  const written = text(thing, "url");
  return written ? absolute(written, page.base) : null;
}

/** Items of pages that have an Offer and no Product. */
function readLooseOffer(roots: readonly Thing[], findings: Findings, confidence: number): void {
  const offers = roots.filter((root) => isA(root, "offer", "aggregateoffer"));
  const loose = roots.find((root) => root.types.length === 0 && root.properties.has("price"));
  const only = offers.length === 1 ? offers[0] : offers.length === 0 ? loose : undefined;
  if (!only) return;
  const offer = readOffer(only, null);
  findings.add("price", offer?.price, confidence, "Offer");
  findings.add("currency", currencyOf(only), confidence, "Offer");
  if (offer && offer.availability !== "unknown") findings.add("availability", offer.availability, confidence, "Offer");
  for (const field of ["name", "sku", "brand", "mpn"] satisfies FieldName[])
    findings.add(field, text(only, field), confidence, "Offer");
}

function brandOf(product: Thing): string | null {
  const brand = text(product, "brand", "manufacturer");
  return brand && !/^https?:/.test(brand) && brand.length <= 80 ? brand : null;
}

export function imagesOf(thing: Thing, page: Page): { url: string; alt?: string }[] {
  const found = values(thing, "image", "images", "photo").flatMap((value) => {
    const address = isThing(value) ? (text(value, "url", "contenturl") ?? value.id) : value;
    const url = address ? absolute(address, page.base) : null;
    const alt = isThing(value) ? text(value, "caption", "name") : null;
    return url ? [{ url, ...(alt && { alt }) }] : [];
  });
  return distinct(found, ({ url }) => url).slice(0, 40);
}

function genderOf(product: Thing): string | null {
  const audience = things(product, "audience")[0];
  return (
    (audience ? text(audience, "suggestedgender", "gender", "audiencetype") : null) ??
    text(product, "gender", "suggestedgender")
  );
}

function categoryOf(product: Thing): string[] {
  const written = text(product, "category");
  if (!written || /^https?:/.test(written)) return [];
  return written.split(/\s*(?:>|\/|»|›)\s*/).filter(Boolean);
}

function attributesOf(product: Thing, group: Thing | undefined): Record<string, string> {
  const listed = [product, ...(group ? [group] : [])].flatMap((thing) => things(thing, "additionalproperty"));
  const pairs = listed.flatMap((property) => {
    const name = text(property, "name", "propertyid");
    const value = text(property, "value");
    return name && value && name.length <= 60 ? [[name, value.slice(0, 300)] as const] : [];
  });
  const plain = ["material", "pattern", "model"].flatMap((name) => {
    const value = text(product, name);
    return value && !things(product, name).some((thing) => isA(thing, "product", "productmodel"))
      ? [[name, value] as const]
      : [];
  });
  return Object.fromEntries([...plain, ...pairs].slice(0, 60));
}

function breadcrumb(roots: readonly Thing[]): string[] {
  const list = roots
    .flatMap((root) => [root, ...things(root, "breadcrumb", "mainentity")])
    .find((thing) => isA(thing, "breadcrumblist"));
  if (!list) return [];
  const items = things(list, "itemlistelement");
  const position = (thing: Thing, index: number) => Number(text(thing, "position") ?? index) || index;
  return items
    .map((thing, index) => ({
      at: position(thing, index),
      name: text(thing, "name") ?? text(things(thing, "item")[0] ?? thing, "name"),
    }))
    .sort((a, b) => a.at - b.at)
    .flatMap(({ name }) => (name && !/^https?:/.test(name) ? [name] : []));
}
