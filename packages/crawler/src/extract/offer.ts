import { currencyCode } from "../currency.ts";
import { parsePrice } from "../price.ts";
import type { Availability } from "../product.ts";
import { availabilityOf } from "./availability.ts";
import type { FoundPrice } from "./finding.ts";
import { isA, type Thing, text, things } from "./thing.ts";

export interface Offer {
  price: FoundPrice | null;
  mrp: FoundPrice | null;
  memberPrice: FoundPrice | null;
  availability: Availability;
  /** Lowest and highest of an AggregateOffer that does not say more. */
  aggregate: boolean;
  used: boolean;
  thing: Thing;
}

const LIST_PRICE = [
  "msrp",
  "mrp",
  "listprice",
  "regularprice",
  "originalprice",
  "compareatprice",
  "strikethroughprice",
  "highestprice",
];

/** The offers of an item; the offers within an AggregateOffer stand for it. */
export function offersOf(product: Thing): Offer[] {
  return things(product, "offers", "offer").flatMap((thing) => {
    const inner = things(thing, "offers", "offer").flatMap((offer) => readOffer(offer, currencyOf(thing)) ?? []);
    if (inner.length > 0) return inner;
    return readOffer(thing, currencyOf(product)) ?? [];
  });
}

export function readOffer(thing: Thing, outerCurrency: string | null): Offer | null {
  const specifications = things(thing, "pricespecification");
  const currency = currencyOf(thing) ?? specifications.map(currencyOf).find(Boolean) ?? outerCurrency;
  const aggregate = isA(thing, "aggregateoffer") && !text(thing, "price");
  const special = specifications.find((specification) => !isPlain(specification));
  const plain = specifications.find(isPlain);
  const price = amountOf(text(thing, "price"), currency) ?? (plain ? specified(plain, currency) : null);
  const listed = specifications.find((specification) =>
    /list|msrp|srp|strike|regular/i.test(text(specification, "pricetype") ?? ""),
  );
  const member = specifications.find(isMember);
  return {
    price: price ?? (aggregate ? aggregated(thing, currency) : null),
    mrp: (listed ? specified(listed, currency) : null) ?? amountOf(text(thing, ...LIST_PRICE), currency),
    memberPrice: member ? specified(member, currency) : null,
    availability: availabilityOf(text(thing, "availability")),
    aggregate: aggregate && special === undefined,
    used: /used|refurbished|damaged/i.test(text(thing, "itemcondition") ?? ""),
    thing,
  };
}

export function currencyOf(thing: Thing): string | null {
  return currencyCode(text(thing, "pricecurrency", "currency", "currenciesaccepted"));
}

/** An amount in structured data. A currency named beside it counts for more than a sign within. */
export function amountOf(written: string | null, currency: string | null): FoundPrice | null {
  if (!written) return null;
  const plain = /^\d+(?:\.\d{1,2})?$/.exec(written);
  if (plain) return Number(written) > 0 ? { amount: shortest(written), currency } : null;
  const parsed = parsePrice(written, { currencyHint: currency });
  if (!parsed || parsed.ambiguous || Number(parsed.amount) === 0) return null;
  return { amount: parsed.amount, currency: currency ?? parsed.currency };
}

export function shortest(decimal: string): string {
  const [whole = "0", fraction = ""] = decimal.split(".");
  const kept = fraction.replace(/0+$/, "");
  return (whole.replace(/^0+(?=\d)/, "") || "0") + (kept && `.${kept}`);
}

/** Low and high tell a price only where they are one, or where there is but one offer. */
function aggregated(thing: Thing, currency: string | null): FoundPrice | null {
  const low = amountOf(text(thing, "lowprice"), currency);
  const high = amountOf(text(thing, "highprice"), currency);
  if (low && high) return low.amount === high.amount ? low : null;
  return text(thing, "offercount") === "1" ? (low ?? high) : null;
}

function specified(specification: Thing, currency: string | null): FoundPrice | null {
  return amountOf(text(specification, "price", "minprice"), currencyOf(specification) ?? currency);
}

/** Not a list price, a member's price or a price by weight. */
function isPlain(specification: Thing): boolean {
  const type = text(specification, "pricetype") ?? "";
  const perUnit = things(specification, "referencequantity").length > 0;
  return !/list|msrp|srp|strike|regular|minimumadvertised|invoice/i.test(type) && !perUnit && !isMember(specification);
}

function isMember(specification: Thing): boolean {
  return specification.properties.has("validformembertier") || specification.properties.has("membershippointsearned");
}
