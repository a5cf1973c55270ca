export interface SizeContext {
  /** Any words that say what the garment is: a breadcrumb, a type, a title. */
  category?: string | readonly string[] | null;
  gender?: string | null;
  /** ISO 3166 country of the shop, whose system a bare number is in. India by default. */
  country?: string | null;
}

export type SizePartType =
  | "letter"
  | "one"
  | "age_years"
  | "age_months"
  | "height"
  | "shoe"
  | "dress"
  | "chest"
  | "waist"
  | "inseam"
  | "shorts_inseam"
  | "collar"
  | "sleeve"
  | "band"
  | "cup"
  | "proportion"
  | "trouser_length"
  | "top_length"
  | "shoe_width";

export interface SizePart {
  type: SizePartType;
  value: string;
  /** Country system of a number: "UK", "EU", "IN". */
  region?: string;
  unit?: "in" | "cm";
}

export type GarmentKind =
  | "footwear"
  | "bottom"
  | "bra"
  | "formal_shirt"
  | "jacket"
  | "top"
  | "dress"
  | "kids"
  | "other";

const KINDS: readonly [GarmentKind, RegExp][] = [
  ["bra", /\b(?:bras?|bralettes?|lingerie)\b/],
  [
    "footwear",
    /\b(?:shoes?|boots?|booties|sneakers?|trainers?|sandals?|heels?|flats|footwear|loafers?|slippers?|flip[- ]?flops?|juttis?|mojaris?|kolhapuris?|clogs|mules|pumps|wedges)\b/,
  ],
  ["formal_shirt", /\b(?:dress|formal)[- ]shirts?\b/],
  [
    "bottom",
    /\b(?:jeans|trousers?|pants?|shorts|chinos?|leggings?|jeggings?|joggers?|churidars?|palazzos?|salwars?|track ?pants?|bottoms?|skinny|capris?|culottes|cargos?)\b/,
  ],
  ["jacket", /\b(?:blazers?|suits?|sherwanis?|waistcoats?|bandhgalas?)\b/],
  ["dress", /\b(?:dress(?:es)?|skirts?|gowns?|jumpsuits?|playsuits?|lehengas?)\b/],
  [
    "top",
    /\b(?:tops?|shirts?|t-?shirts?|tees?|kurt[ai]s?|kurtis?|blouses?|sweaters?|jumpers?|hoodies?|sweatshirts?|jackets?|coats?|cardigans?|tunics?|vests?|camisoles?|polos?)\b/,
  ],
];

/** All sizes of a product are read in one context. */
const kinds = new WeakMap<SizeContext, GarmentKind>();

export function garmentKind(context: SizeContext): GarmentKind {
  const known = kinds.get(context);
  if (known) return known;
  const words = [context.category ?? []].flat().join(" ").toLowerCase().replace(/-/g, " ");
  const kind = KINDS.find(([, rule]) => rule.test(words))?.[0] ?? "other";
  kinds.set(context, kind);
  return kind;
}

const LETTERS: Readonly<Record<string, string>> = {
  xxxs: "3XS",
  xxs: "XXS",
  xs: "XS",
  s: "S",
  sm: "S",
  sml: "S",
  m: "M",
  med: "M",
  l: "L",
  lg: "L",
  lrg: "L",
  xl: "XL",
  xxl: "XXL",
  xxxl: "3XL",
  xxxxl: "4XL",
  xxxxxl: "5XL",
};

const REGIONS: Readonly<Record<string, string>> = {
  eur: "EU",
  euro: "EU",
  ind: "IN",
  india: "IN",
  gb: "UK",
  usa: "US",
  aus: "AU",
};
const REGION = "(?<region>uk|us|usa|eu|euro?|ind?|india|aus?|fr|it|de|jp|gb)";
const NUMBER = "(?<number>\\d{1,3}(?:\\.\\d)?)";
const REGIONAL = new RegExp(`(?<![a-z])${REGION}(?:\\s?\\/\\s?(?:ind?|uk|india))?[\\s:.-]*${NUMBER}(?![\\d.])`, "g");
const REGIONAL_AFTER = new RegExp(`(?<![\\d.])${NUMBER}\\s?(?!in(?![a-z]))${REGION}(?![a-z])`, "g");

type Reader = (text: string, kind: GarmentKind, region: string) => SizePart[] | null;

/** The ways a size is written, most telling first. Each gives its parts or passes. */
const READERS: readonly Reader[] = [
  oneSize,
  age,
  twoMeasures,
  oneMeasure,
  regional,
  waistAndLength,
  shoeWidth,
  letterWords,
  lengthWords,
  braSize,
  letterBeside,
  bareNumber,
];

/** What a written size says, part by part. Empty when it says nothing that can be relied on. */
export function readSizeParts(raw: string, context: SizeContext = {}): SizePart[] {
  const text = raw
    .slice(0, 80)
    .toLowerCase()
    .replace(/[“”″]|''/g, '"')
    .replace(/[–—]/g, "-")
    .replace(/^size[\s:_-]*(?=\S)|[,;:]$/g, "")
    .replace(/\s+/g, " ")
    .trim();
  if (!text) return [];
  const kind = garmentKind(context);
  const country = (context.country ?? "IN").toUpperCase();
  const region = REGIONS[country.toLowerCase()] ?? country;
  for (const reader of READERS) {
    const parts = reader(text, kind, region);
    if (parts) return parts;
  }
  return [];
}

/** "XX-Large", "2xl", "x small" as "XXL", "XXL", "XS"; null when it is no letter size. */
export function letterSize(text: string): string | null {
  const word = text.toLowerCase().replace(/[\s._-]+/g, "");
  const spelled = /^(?:(x+|extra(?:extra)*|\d{1,2}x)?)(small|medium|large)$/.exec(word);
  if (spelled) return withX(spelled[1] ?? "", spelled[2]![0]!);
  const counted = /^(\d{1,2})x([sl])?$|^(\d{1,2})x?([sl])$/.exec(word);
  if (counted && (counted[1] ?? counted[3]))
    return withX(`${counted[1] ?? counted[3]}x`, counted[2] ?? counted[4] ?? "l");
  return LETTERS[word] ?? null;
}

function withX(prefix: string, letter: string): string | null {
  const many = /^\d+/.exec(prefix);
  const count = many ? Number(many[0]) : prefix.startsWith("extra") ? prefix.length / 5 : prefix.length;
  if (letter === "m") return count === 0 ? "M" : null;
  const base = letter.toUpperCase();
  if (count > 10) return null;
  return count === 0 ? base : count <= 2 ? "X".repeat(count) + base : `${count}X${base}`;
}

function oneSize(text: string): SizePart[] | null {
  const plain = text.replace(/[\s./_-]+/g, "");
  const one =
    /^(?:os|onesize|onesizefitsall|onesizefitsmost|osfa|osfm|freesize\d*|free|frsz|fs|universal|unica|tu|ns|uni|adjustable|default|defaulttitle|standardsize)$/;
  return one.test(plain) ? [{ type: "one", value: "ONE" }] : null;
}

function age(text: string): SizePart[] | null {
  const found =
    /(?<![\d.])(\d{1,2})(?:\s?(m|mths?|mos?|months?|y|yrs?|years?))?(?:\s?(?:-|to|\/)\s?(\d{1,2}))?\s?(t|m|mths?|mos?|months?|y|yrs?|years?)(?![a-z])/.exec(
      text,
    );
  if (!found) return null;
  const [whole, low, , high, unit] = found;
  if ((unit === "t" || unit === "m") && whole !== text) return null;
  const value = high ? `${low}-${high}` : low!;
  return [{ type: unit!.startsWith("m") ? "age_months" : "age_years", value }];
}

function regional(text: string, kind: GarmentKind, region: string): SizePart[] | null {
  const found = [...text.matchAll(REGIONAL)];
  const matches = found.length > 0 ? found : [...text.matchAll(REGIONAL_AFTER)];
  if (matches.length === 0) return null;
  const parts = matches.map(({ groups }) => numbered(groups!.number!, regionName(groups!.region!), kind));
  const leading = /^(\d{1,2}(?:\.\d)?)\s*[(/|,]/.exec(text);
  return leading ? [numbered(leading[1]!, region, kind), ...parts] : parts;
}

function numbered(value: string, region: string, kind: GarmentKind): SizePart {
  const large = Number(value) >= 34 && Number(value) <= 50;
  const shoe = kind === "footwear" || (kind === "other" && (large || value.includes(".")));
  const continental = shoe && ["FR", "IT", "DE"].includes(region);
  return { type: shoe ? "shoe" : "dress", value, region: continental ? "EU" : region };
}

function regionName(written: string): string {
  return REGIONS[written] ?? written.toUpperCase();
}

function twoMeasures(text: string, kind: GarmentKind): SizePart[] | null {
  const found = /^w?\s?(\d{2}(?:\.5)?)\s?w?(?:"|in)?\s?[x/,-]?\s?l?\s?(\d{2})\s?l?(?:"|in)?$/.exec(text);
  if (!found || !/[x/,wl "-]/.test(text.replace(/\d/g, ""))) return null;
  const [first, second] = [Number(found[1]), Number(found[2])];
  if (first >= 13 && first < 20 && second >= 28) {
    return [
      { type: "collar", value: found[1]!, unit: "in" },
      { type: "sleeve", value: found[2]!, unit: "in" },
    ];
  }
  if (first < 22 || first > 60 || second < 24 || second > 40 || kind === "footwear") return null;
  return [
    { type: "waist", value: found[1]!, unit: "in" },
    { type: "inseam", value: found[2]!, unit: "in" },
  ];
}

function oneMeasure(text: string, kind: GarmentKind): SizePart[] | null {
  const lettered = /^([wl])\s?(\d{1,2}(?:\.5)?)\s?(?:"|in(?:ch(?:es)?)?)?$/.exec(text);
  if (lettered) {
    const length = kind === "bottom" && Number(lettered[2]) < 20 ? "shorts_inseam" : "inseam";
    return [{ type: lettered[1] === "w" ? "waist" : length, value: lettered[2]!, unit: "in" }];
  }
  const measured = /^(?:waist\s*)?(\d{2,3}(?:\.\d)?)\s?(w|"|in(?:ch(?:es)?)?|cms?)$/.exec(text);
  if (!measured) return null;
  const unit = measured[2]!.startsWith("cm") ? "cm" : "in";
  return [{ type: measuredType(kind, unit, Number(measured[1])), value: measured[1]!, unit }];
}

function measuredType(kind: GarmentKind, unit: "in" | "cm", value: number): SizePartType {
  if (kind === "formal_shirt") return value < (unit === "cm" ? 50 : 20) ? "collar" : "chest";
  if (kind === "top" || kind === "dress" || kind === "jacket") return unit === "cm" && value > 110 ? "height" : "chest";
  return unit === "cm" && kind !== "bottom" ? "height" : "waist";
}

function waistAndLength(text: string, kind: GarmentKind): SizePart[] | null {
  const found = /^(\d{2})\s?(s|r|l|xl|short|regular|long)$/.exec(text);
  if (!found || kind === "footwear" || kind === "bra") return null;
  const length = { s: "short", r: "regular", l: "long", xl: "extra-long" }[found[2]!] ?? found[2]!;
  const type = kind === "jacket" || kind === "top" ? "chest" : "waist";
  return [
    { type, value: found[1]!, unit: "in" },
    { type: "trouser_length", value: length },
  ];
}

function shoeWidth(text: string, kind: GarmentKind): SizePart[] | null {
  if (kind !== "footwear") return null;
  const width = {
    b: "narrow",
    d: "narrow",
    e: "standard",
    f: "standard",
    g: "wide",
    h: "extra-wide",
    medium: "standard",
    standard: "standard",
    regular: "standard",
    wide: "wide",
    narrow: "narrow",
  }[text];
  return width ? [{ type: "shoe_width", value: width }] : null;
}

function letterWords(text: string): SizePart[] | null {
  const slashed = text.split(/\s?[/|]\s?|\sto\s/);
  const pair = slashed.length > 1 ? slashed : text.split(/(?<=[a-z])-(?=x*-?(?:[sml]|small|medium|large)$)/);
  const letters = pair.map(letterSize);
  const single = letterSize(text);
  if (single) return [{ type: "letter", value: single }];
  return pair.length === 2 && letters[0] && letters[1]
    ? [{ type: "letter", value: `${letters[0]}/${letters[1]}` }]
    : null;
}

function lengthWords(text: string, kind: GarmentKind): SizePart[] | null {
  const word = text.replace(/[\s-]+/g, "-");
  if (word === "tall" || word === "petite" || word === "plus") return [{ type: "proportion", value: word }];
  const length = {
    standard: "regular",
    regular: "regular",
    short: "short",
    long: "long",
    "extra-long": "extra-long",
    "extra-short": "extra-short",
    "x-long": "extra-long",
  }[word];
  if (!length) return null;
  return [{ type: kind === "bottom" ? "trouser_length" : "top_length", value: length }];
}

function braSize(text: string, kind: GarmentKind): SizePart[] | null {
  const cups = "aa|a|b|c|d|dd|ddd|e|ee|f|ff|g|gg|h|hh|j|jj|k|z";
  const found = new RegExp(`^(\\d{2})\\s?-?(${cups})$`).exec(text);
  if (found && kind !== "footwear") {
    return [
      { type: "band", value: found[1]! },
      { type: "cup", value: found[2]!.toUpperCase() },
    ];
  }
  return kind === "bra" && new RegExp(`^(?:${cups})$`).test(text) ? [{ type: "cup", value: text.toUpperCase() }] : null;
}

/** "M (38)", "38 / M", "Large - 42": the letter is what compares. */
function letterBeside(text: string): SizePart[] | null {
  const found =
    /^([a-z0-9 -]{1,12}?)\s?[(/|-]\s?(?:chest|bust|waist)?\s?\d{2,3}(?:\s?-\s?\d{2,3})?\s?(?:"|in|cm)?\)?$|^\d{2,3}\s?[(/|-]\s?([a-z -]{1,10})\)?$/.exec(
      text,
    );
  const letter = found ? letterSize(found[1] ?? found[2]!) : null;
  return letter ? [{ type: "letter", value: letter }] : null;
}

function bareNumber(text: string, kind: GarmentKind, region: string): SizePart[] | null {
  const found = /^(\d{1,3}(?:\.\d)?)$/.exec(text) ?? /^(\d{1,2}(?:\.\d)?) ?(?:plus|p)$/.exec(text);
  if (!found) return null;
  const value = found[1]!;
  if (Number(value) >= 80) return [{ type: "height", value, unit: "cm" }];
  if (kind === "footwear") return [{ type: "shoe", value, region: Number(value) >= 33 ? "EU" : region }];
  if (kind === "bottom") return [{ type: "waist", value, region, unit: "in" }];
  if (kind === "bra") return [{ type: "band", value }];
  return [{ type: "dress", value, region }];
}
