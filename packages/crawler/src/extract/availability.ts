import type { Availability } from "../product.ts";

/** schema.org's states and the words that shops put in their place. */
const STATES: Readonly<Record<string, Availability>> = {
  instock: "in_stock",
  limitedavailability: "in_stock",
  onlineonly: "in_stock",
  instoreonly: "in_stock",
  lowstock: "in_stock",
  available: "in_stock",
  instocknow: "in_stock",
  availablefororder: "in_stock",
  madetoorder: "in_stock",
  true: "in_stock",
  yes: "in_stock",
  outofstock: "out_of_stock",
  soldout: "out_of_stock",
  reserved: "out_of_stock",
  unavailable: "out_of_stock",
  notavailable: "out_of_stock",
  oos: "out_of_stock",
  false: "out_of_stock",
  preorder: "pre_order",
  presale: "pre_order",
  presell: "pre_order",
  backorder: "back_order",
  availableonbackorder: "back_order",
  onbackorder: "back_order",
  discontinued: "discontinued",
};

/** A state from structured data ("https://schema.org/InStock", "in stock", "oos"). What it does not know is unknown. */
export function availabilityOf(written: string | null | undefined): Availability {
  const word = (written ?? "")
    .trim()
    .replace(/^.*[/#:]/, "")
    .toLowerCase()
    .replace(/[\s_-]+/g, "");
  return STATES[word] ?? "unknown";
}

const PHRASES: readonly [Availability, RegExp][] = [
  ["discontinued", /(?<!\p{L})(?:discontinued|no longer (?:available|sold|made))(?!\p{L})/iu],
  [
    "pre_order",
    /(?<!\p{L})(?:pre-?order (?:now|item|only)|available for pre-?order|available (?:on|from) \d{1,2} \w+|coming soon|ships? from \w+ \d)(?![\p{L}\d])/iu,
  ],
  ["back_order", /(?<!\p{L})(?:(?:available )?(?:on |for )?back-?order(?:ed)?)(?!\p{L})/iu],
  [
    "out_of_stock",
    /(?<!\p{L})(?:out of stock|sold ?out|currently unavailable|temporarily (?:out of stock|unavailable)|not (?:currently )?(?:available|in stock)|no stock|unavailable|notify me(?: when)?|email me when (?:available|back)|back in stock soon|item is no longer for sale|épuisé|rupture de stock|indisponible|ausverkauft|nicht (?:verfügbar|auf lager|vorrätig)|derzeit nicht|agotado|sin stock|no disponible|esaurito|non disponibile|uitverkocht|vyprodáno|není skladem|vypredané|wyprzedan|niedostępn|läbi müüdud|otsas|slutsåld|udsolgt|loppu|нет в наличии|нет на складе|распродан|tükendi|stoc epuizat|indisponibil|品切れ|在庫なし|品切|售完|缺貨|품절|نفد|غير متوفر)(?!\p{L})/iu,
  ],
  [
    "in_stock",
    /(?<!\p{L})(?:in stock|in-stock|available now|ready to ship|only \d+ left|hurry,? only|\d+ (?:left )?in stock|in (?:store|stores)|en stock|disponible|auf lager|sofort (?:lieferbar|verfügbar)|lieferbar|vorrätig|disponibilità immediata|disponibile|op voorraad|skladem|na sklade|skladom|na zalogi|dostępny|w magazynie|laos|i lager|på lager|varastossa|в наличии|есть в наличии|stokta|în stoc|in stoc|raktáron|em stock|em estoque|在庫あり|有貨|有货|متوفر)(?!\p{L})/iu,
  ],
];

/** A state from words a visitor reads. A text that says two things says nothing. */
export function availabilityIn(words: string): Availability {
  const found = PHRASES.find(([, phrase]) => phrase.test(words));
  return found?.[0] ?? "unknown";
}
