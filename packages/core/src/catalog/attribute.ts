import { ATTRIBUTE_NAMES, ATTRIBUTES } from "./attribute.data.ts";
import { finder, plain } from "./words.ts";

interface Value {
  attribute: string;
  value: string;
}

const byName = new Map(
  Object.entries(ATTRIBUTE_NAMES).flatMap(([attribute, names]) =>
    names.split(", ").map((name) => [name, attribute] as const),
  ),
);

const phrasesOf = (attribute: string) =>
  Object.entries(ATTRIBUTES[attribute]!.values).flatMap(([value, also]) =>
    [value.replaceAll("-", " "), ...also.split(", ").filter(Boolean)].map((words) => ({
      words,
      value: { attribute, value },
    })),
  );
const finders = new Map(Object.keys(ATTRIBUTES).map((attribute) => [attribute, finder<Value>(phrasesOf(attribute))]));

/** Neck and length need their noun in running text: "round" or "mini" alone may mean anything. */
const NEEDS_NOUN = new Set(["neck", "length", "closure", "occasion"]);
const inTitle = finder<Value>(
  Object.keys(ATTRIBUTES).flatMap((attribute) =>
    phrasesOf(attribute).filter(({ words }) => !NEEDS_NOUN.has(attribute) || words.includes(" ")),
  ),
);

/** Reads our attributes out of the shop's own table of them and, where that is silent, out of the title. */
export function extract(title: string, told: Record<string, string>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, text] of Object.entries(told)) {
    const attribute = byName.get(plain(name));
    const value = attribute && finders.get(attribute)?.(plain(text))[0]?.value.value;
    if (attribute && value && !found[attribute]) found[attribute] = value;
  }
  for (const { attribute, value } of fromTitle(title)) found[attribute] ??= value;
  return found;
}

/** What a title says of fabric, pattern, neck, sleeve, fit …, the more telling of two patterns ("floral" of "floral printed"). */
export function fromTitle(title: string): Value[] {
  const values = inTitle(plain(title)).map((match) => match.value);
  return values.filter(
    ({ attribute, value }) =>
      value !== "printed" || values.every((v) => v.attribute !== attribute || v.value === value),
  );
}

const naming = new Map<string, string[]>();
for (const attribute of Object.keys(ATTRIBUTES)) {
  for (const { words } of phrasesOf(attribute)) {
    for (const word of words.split(" ")) naming.set(word, [...new Set([...(naming.get(word) ?? []), attribute])]);
  }
}

/** The attributes that a single word may be a value of: "round" is a neck. */
export function attributesNaming(word: string): string[] {
  return naming.get(word) ?? [];
}

/** Display name of an attribute: "neck" is "Neck". */
export function nameOf(attribute: string): string {
  return ATTRIBUTES[attribute]?.name ?? attribute;
}

/** Display form of a value: "polka-dot" is "Polka dot". */
export function labelOf(value: string): string {
  const words = value.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
