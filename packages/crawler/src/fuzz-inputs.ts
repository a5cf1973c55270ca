import { amounts } from "./amounts.ts";
import { charsetOf, decode } from "./charset.ts";
import { gtinOf } from "./extract/gtin.ts";
import { readJson } from "./extract/lenient-json.ts";
import { plainText } from "./extract/page.ts";
import { parsePromotion } from "./extract/promotions.ts";
import { extract } from "./extract.ts";
import { readFeed } from "./feed.ts";
import { parsePrice, parsePricePair, toMoney } from "./price.ts";
import { crawlDelay, isAllowed, parseRobots } from "./robots.ts";
import { registrableDomain } from "./same-site.ts";
import { readSitemap } from "./sitemap.ts";
import { keepSize, parseSize } from "./size.ts";
import { absolute, canonicalise } from "./url.ts";

/** A parser, what its inputs are made of, and what has to hold for whatever it is given: it throws where that fails. */
export interface FuzzTarget {
  name: string;
  /** Its share of all inputs. */
  share: number;
  pieces: readonly string[];
  run(input: string): void | Promise<void>;
}

const URL_HERE = "https://shop.example/p/1";
const NOW = new Date("2026-11-01T00:00:00Z");
const words = (text: string) => text.split("|");

const MONEY = words(
  "₹|Rs.|Rs |INR|$|€|£|kr|1,23,456|1.299,00|1299|0|.|,|/-| |-|–|%|٣٩|१,२९९|lakh|crore|MRP|Was |Now |You save |EMI from |/month|per kg|(|)|from |off|99|00|\u00a0|\n|元|円|Ft|9999999999999999|1 299",
);
const HTML = words(
  `<div>|</div>|<p class="price">|</p>|<span class="old-price">|<s>|</s>|<h1>Kurta</h1>|<title>Kurta</title>|<button>Add to cart</button>|<li>|<table><tr><td>SKU</td><td>A-1</td></tr></table>|<dl><dt>Brand|<dd>Vanya|<a href="/brand/x">X</a>|<a href="//[::1">|<base href="/x/">|<script>|</script>|<script type="application/ld+json">|{"@type":"Product","name":"K"|,"offers":{"price":"1,299","priceCurrency":"INR"}}|"@graph":[|<div itemscope itemtype="https://schema.org/Product" itemref="a">|<meta itemprop="price" content="12">|<meta property="og:type" content="product">|<meta property="product:price:amount" content="1e9">|<div vocab="https://schema.org/" typeof="Product">|<span property="price">|<select class="size"><option>XL|<form data-product_variations='[{"display_price":1}]'>|dataLayer.push({ecommerce:{detail:{products:[{price:"1"}]}}})|Shopify.currency = {"active":"INR"}|<!--|-->|<![CDATA[|&lt;|&#x110000;|&#0;|<template>|<noscript>|<svg>|<p style="display:none">|₹1,299|Rs. 999/-|In stock|Sold out|In den Warenkorb|\u0000|\ud800|use code ABC10 for 10% off till 31 Dec|<img class="product" src=":">|<nav class="breadcrumb">Home > A`,
);
const JSON_PIECES = words(
  `{|}|[|]|"|'|:|,|"a"|"@type"|"Product"|null|true|-1e999|1.5|\\u12|\\|/*|*/|//|\n|<!--|-->|NaN|undefined|__proto__|"__proto__":|constructor|;|=|\u0000|\ud83d|a b`,
);
const ROBOTS = words(
  "User-agent: *\n|user-agent: stylegencebot\n|Disallow: /|Allow: /*a$|Disallow:\n|Crawl-delay: 1e9\n|Crawl-delay: -1\n|Sitemap: /s.xml\n|\r|\n|#|%|%zz|*|$|/a|é|\u0000|<html>|:",
);
const ADDRESS = words(
  "https://|http:|//|shop.example|:99999|:80|/|..|.|%2e|%|%zz|?|&|=|#|utm_source=x|a=1|[::1]|127.1|0x7f|@|xn--|दुकान|\\|\t|\n| |;jsessionid=1|+|~|\ud800",
);
const XML = words(
  `<?xml version="1.0"?>|<!DOCTYPE x [<!ENTITY a "&b;&b;">]>|<urlset>|<url>|<loc>|https://shop.example/p|</loc>|</url>|</urlset>|<sitemapindex>|<sitemap>|<lastmod>2026-01-01|&a;|&amp;|&#x0;|<![CDATA[|]]>|<rss><channel><item>|<g:price>|1299 INR|</g:price>|<g:id>1|</item>|<entry>|\u0000|<|>|"`,
);
const FEED = words(
  `id\ttitle\tlink\tprice\tavailability\n|1\tKurta\thttps://shop.example/p\t1299 INR\tin_stock\n|\t|\n|"|""|,|;|1299.00 INR|abc|in stock|item_group_id\t|<|<rss><channel><item>|</item>|\u0000|é`,
);
const SIZES = words(
  "S|M|XL|3XL|UK|US|EU|IND|6|6.5|½|32|32x34|W32|L34|-|/|(|)| |cm|in|\"|'|years|Y|months|one size|free size|36B|Size|~|XXXXXXXL|1234",
);
const PAGES_OF_BYTES = words(
  `<meta charset="|utf-8|gbk|utf-16|x-user-defined|iso-2022-jp|">|<?xml encoding="|\u00ff\u00fe|\u00fe\u00ff|\u00ef\u00bb\u00bf|\u0080|é|€|\u0000|<body>|<!--|content="text/html; charset=|http-equiv=content-type `,
);

/** Every parser of this package that reads what others wrote. */
export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  { name: "price", share: 24, pieces: MONEY, run: price },
  {
    name: "promotion",
    share: 5,
    pieces: [...MONEY, ...words("use code |FEST10|valid till |31 Dec|from 1/1|above ")],
    run: promotion,
  },
  { name: "size", share: 10, pieces: SIZES, run: size },
  { name: "gtin", share: 3, pieces: words("4006381333931|978|-|ISBN|X|0|EAN: |٣|a"), run: (text) => void gtinOf(text) },
  { name: "robots", share: 10, pieces: ROBOTS, run: robots },
  { name: "url", share: 16, pieces: ADDRESS, run: url },
  { name: "charset", share: 8, pieces: PAGES_OF_BYTES, run: charset },
  { name: "json", share: 10, pieces: JSON_PIECES, run: (text) => void readJson(text) },
  { name: "html", share: 9, pieces: [...HTML, ...HTML, ...JSON_PIECES, ...MONEY], run: page },
  { name: "sitemap", share: 2.5, pieces: XML, run: sitemap },
  { name: "feed", share: 2.5, pieces: [...FEED, ...XML], run: feed },
];

/** Inputs without end, the same for the same seed: pieces put together, torn, doubled and strewn with odd characters. */
export function* fuzzInputs(seed: number): Generator<{ target: FuzzTarget; input: string }> {
  const random = randomOf(seed);
  const total = FUZZ_TARGETS.reduce((sum, { share }) => sum + share, 0);
  for (;;) {
    const target = targetAt(random() * total);
    yield { target, input: inputOf(target.pieces, random) };
  }
}

function targetAt(share: number): FuzzTarget {
  let left = share;
  for (const target of FUZZ_TARGETS) {
    left -= target.share;
    if (left < 0) return target;
  }
  return FUZZ_TARGETS[0]!;
}

function inputOf(pieces: readonly string[], random: () => number): string {
  const upTo = (most: number) => Math.floor(random() * most);
  let text = "";
  for (let left = 1 + upTo(random() < 0.1 ? 60 : 14); left > 0; left--) {
    const piece = pieces[upTo(pieces.length)]!;
    text += random() < 0.05 ? piece.repeat(1 + upTo(20)) : piece;
    if (random() < 0.06) text += String.fromCharCode(upTo(random() < 0.5 ? 256 : 65_536));
  }
  if (random() < 0.15) text = text.slice(0, upTo(text.length));
  if (random() < 0.1) text += text.slice(upTo(text.length));
  return text;
}

/** Inputs of `length` characters that make careless parsers take time with the square of it. */
export function hugeInputs(length: number): [name: string, input: string][] {
  const fill = (piece: string, head = "") => head + piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  const rows = (row: (index: number) => string) => {
    const size = row(0).length + 4;
    return Array.from({ length: Math.ceil(length / size) }, (_, index) => row(index)).join("");
  };
  const single = words(
    '9|1,|1 | |\t|(|{|[|"|\\|/|.|%|&|&#|<|:|=|*|;|-|_|A|₹1 |Rs. |from |until 1 |<div>|<a |<!--|<![CDATA[|<span>₹|<noscript>|a=|a: ',
  );
  return [
    ...single.map((piece): [string, string] => [`${JSON.stringify(piece)} again and again`, fill(piece)]),
    ["a string that never ends", fill('\\"', '{"a":"')],
    ["quotes inside a string", fill('" ', '{"a":"')],
    ["a comment that never ends", fill("/*", "{")],
    ["one huge attribute", `${fill("a ", '<p class="')}">₹1,299</p>`],
    ["attributes without end", fill("a=1 ", "<p ")],
    ["nested items", fill('<div itemscope itemtype="https://schema.org/Product"><span itemprop=name>')],
    ["items that refer to each other", fill('<div id=a itemscope itemref="a a a a">')],
    ["JSON-LD without end", fill('{"@type":"Product","name":"a"},', '<script type="application/ld+json">[')],
    ["nested JSON-LD", fill('{"a":', '<script type="application/ld+json">')],
    [
      "entities that grow",
      fill("&a;", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "x">]><urlset>'),
    ],
    ["robots with stars", fill("Disallow: /*a*a*b\n", "User-agent: *\n")],
    ["different prices", rows((index) => `<p class="price">₹${index}</p>`)],
    ["different struck prices", rows((index) => `<s>₹${index + 1}</s>`)],
    ["different links", rows((index) => `<a href="/p/${index}">a</a>`)],
    ["different pictures", rows((index) => `<img class="product" src="/p/${index}.jpg">`)],
    ["different facts", rows((index) => `<p>k${index}: v</p>`)],
    ["sizes without end", fill("<option>XL</option>", '<select class="size">')],
    ["buttons without end", fill("<button>add to cart</button>")],
    ["shop data without end", `${fill('{"price":1},', '{"product":{"title":"a","variants":[')}]}}`],
    ["offers without end", fill("<li>10% off use code ABC1 till 1 Jan</li>")],
  ];
}

function price(text: string): void {
  const found = parsePrice(text, { currencyHint: text.slice(0, 5) });
  check(found === null || /^\d+(?:\.\d*[1-9])?$/.test(found.amount), "an amount is a shortest decimal");
  const money = toMoney(found, "INR");
  check(money === null || (Number.isSafeInteger(money.amount) && money.amount > 0), "money is a positive whole number");
  parsePricePair(text);
  amounts(text);
}

function promotion(text: string): void {
  const found = parsePromotion(text, NOW, "INR");
  check(!found?.validTo || !Number.isNaN(Date.parse(found.validTo)), "an end is a time");
}

function size(text: string): void {
  parseSize(text, { category: text });
  check((keepSize(text) === null) === (text.replace(/\s+/g, "") === ""), "a size is never lost");
}

function robots(text: string): void {
  const read = parseRobots(text);
  isAllowed(read, "StylegenceBot/1.0", `https://shop.example/${encodeURIComponent(text.slice(0, 40).toWellFormed())}`);
  const delay = crawlDelay(read, "StylegenceBot/1.0");
  check(delay === null || delay >= 0, "a delay is not negative");
}

function url(text: string): void {
  const found = canonicalise(text, URL_HERE);
  check(found === null || canonicalise(found) === found, `canonical twice is canonical: ${found}`);
  absolute(text, URL_HERE);
  registrableDomain(text);
}

function charset(text: string): void {
  const bytes = Buffer.from(text, "latin1");
  decode(bytes, charsetOf(bytes, text.slice(0, 20)));
}

function page(html: string): void {
  const { product, links } = extract({ url: URL_HERE, html, defaultCurrency: "INR", now: NOW });
  plainText(html);
  const prices = product ? [product.price, product.mrp, ...product.variants.map(({ price: own }) => own)] : [];
  for (const one of prices) check(!one || (Number.isSafeInteger(one.amount) && one.amount > 0), "no price is 0 or odd");
  check(
    links.every((link) => link.startsWith("http")),
    "links are addresses",
  );
}

async function sitemap(text: string): Promise<void> {
  for await (const { loc } of readSitemap(Buffer.from(text), { url: URL_HERE }))
    check(URL.canParse(loc), "a loc is an address");
}

async function feed(text: string): Promise<void> {
  for await (const row of readFeed(Buffer.from(text)))
    check(!row.ok || row.product.name !== "", "a product has a name");
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(`does not hold: ${what}`);
}

/** Numbers from 0 to 1 that only depend on the seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
