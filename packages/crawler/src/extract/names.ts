/**
 * What page authors' names (class, id, property, test id) say of an element. Shops of all countries name things in English
 * or their own words; a word that is missing is added here.
 */
const SAYS = {
  /** Is or holds a price. */
  price: /price|prijs|prix|preis|precio|prezzo|cena|cijena|hinta|preco|fiyat|amount|money/,
  /** The price to pay. */
  now: /current|(?:^|[\s_-])now|sale|final|special|offer|selling|discounted|actual|main|our-?price|buy|deal|product|value|pdp|priceblock|highlight/,
  /** What it cost before. */
  was: /(?:^|[\s_-])(?:old|was|mrp|m-r-p|striked?|strikethrough|original|regular|rrp|msrp|crossed|before|previous|uvp|initial|crossedout|full|barred|regular-price|vorher)(?:[\s_-]|$)|old-?price|list-?price|was-?price|price-?(?:old|was|before|list)|strike|compare-?at|base-?price/,
  /** Not about the page's own product, or not its price. */
  aside:
    /relat|recommend|similar|carousel|slider|swiper|also|upsell|cross-?sell|bundle|accessor|recent|viewed|sponsor|mini-?cart|mini-?basket|cart-?(?:total|summary|drawer)|header|footer|navbar|menu|review|comment|shipping|delivery|installment|instalment|(?:^|[\s_-])emi(?:[\s_-]|$)|saving|you-?save|per-?unit|unit-?price|price-?per|price-?tax|(?:ex|excl|without)-?(?:tax|vat)|netto|grundpreis|filter|facet|tooltip|popover|modal|coupon|gift-?card|warranty|comparison|other-?sellers|(?:^|[\s_-])tiles?(?:[\s_-]|$)|teaser|product-?card|product-?thumb|product-?list|suggest|bestseller|widget|newsletter|loyalty|(?:^|[\s_-])(?:sub-?)?total(?:[\s_-]|$)|converted|buy-?with|together|combo/,
  /** Text for screen readers alone. */
  spoken: /offscreen|sr-only|visually-?hidden|screen-reader/,
  /** The small digits after the point. */
  cents: /fraction|cents?(?:[\s_-]|$)|decimal|penn|pence|centi/,
  stock:
    /stock|availab|verfuegbar|verfügbar|disponib|dostupn|skladem|zaloga|inventory|delivery-?status|sold-?out|razpolo/,
  buy: /add-?to-?(?:cart|bag|basket|trolley)|addtocart|addtobag|addtobasket|buy-?now|buybutton|btn-?buy|add_to_(?:cart|bag)|buy-?box-?button/,
  title: /title|(?:^|[\s_-])(?:product-?)?name(?:[\s_-]|$)|headline/,
  brand:
    /(?:^|[\s_-])brand(?=[\s_-]|$)(?![_-](?:colou?r|bg|primary|secondary|dark|light|text|font))|brand-?(?:name|link|title|logo)|manufacturer|byline|vendor|designer/,
  /** The shop's number of the product. */
  code: /(?:^|[\s_-])(?:sku|(?:prd|prod|product|item|article|art)-?(?:code|no|nr|number|num|id)|artikelnummer|artnr|ad-?(?:no|id)|product-?ref(?:erence)?)(?:[\s_-]|$)/,
  crumbs: /bread-?crumb|(?:^|[\s_-])crumbs?(?:[\s_-]|$)/,
  sizes:
    /(?:^|[\s_-])(?:sizes?|größe|taille|talla|talle|rozmiar|size-?(?:selector|picker|list|options?|swatch(?:es)?))(?:[\s_-]|$)/,
  offers: /offer|coupon|promo|deal|voucher/,
} satisfies Record<string, RegExp>;

export type Says = Readonly<Record<keyof typeof SAYS, boolean>>;

const RULES = Object.entries(SAYS);
const NOTHING = said("");

/** Names recur from page to page of a shop: those met lately are not looked through again. */
const known = new Map<string, Says>();
const MOST_KNOWN = 8000;
const LONGEST_KNOWN = 300;

export function saysOf(names: string): Says {
  if (names === "") return NOTHING;
  const old = known.get(names);
  if (old) return old;
  const found = said(names);
  if (names.length > LONGEST_KNOWN) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  // A copy: a piece of a page would keep all of the page in memory.
  known.set(` ${names}`.slice(1), found);
  return found;
}

function said(names: string): Says {
  return Object.fromEntries(RULES.map(([word, rule]) => [word, rule.test(names)])) as Says;
}
