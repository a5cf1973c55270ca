import { all, any, between, type Clause, oneOf } from "./clause.ts";
import type { Slot, Understood } from "./understanding.ts";

/** Which documents a text finds, and how it scores them. */
export interface Match {
  /** Scored: goes into the query. */
  scored: Clause;
  /** The same documents, for where the score does not matter. */
  member: Clause;
  /** Whether every word had to be found: then vectors only order, else they find too. */
  strict: boolean;
}

export interface Near {
  field: string;
  vector: readonly number[];
}

/** What of the ranking is at work: a bench switches parts off to see what each is good for. */
export interface Parts {
  synonyms: boolean;
  understanding: boolean;
  spelling: boolean;
  /** Meaning orders what words find where no kind of garment is named, and finds where words don't. */
  vectors: boolean;
  /** Meaning orders also where a kind is named: measured, that does harm, so it is not at work. */
  fusion: boolean;
}

export const ALL_PARTS: Parts = { synonyms: true, understanding: true, spelling: true, vectors: true, fusion: false };

/** How much each sign counts; tuned on the judged queries' first half, see docs/search.md. */
export const WEIGHTS = {
  title: 1.5,
  exactTitle: 1.5,
  category: 1,
  brand: 2,
  attributes: 1,
  phrase: 2,
  kind: 4,
  colour: 3,
  shade: 1.5,
  gender: 2,
  available: 1,
};

/** Two words have to be there both, of more one may be missing, of many a third. */
const MOST = "2<-1 4<70%";

/** Everything there is. */
export function everything(): Match {
  return { scored: { match_all: {} }, member: { match_all: {} }, strict: true };
}

/** Documents that answer to every part of what was asked for. */
export function strict(asked: Understood, parts: Parts = ALL_PARTS): Match {
  const member = memberOf(asked, asked.slots, parts);
  return { member, scored: { bool: { filter: [member], should: signs(asked, parts) } }, strict: true };
}

/** As `strict`, by most of the words that nothing but words are, and by documents that are near by meaning. */
export function rescue(asked: Understood, near: readonly string[], parts: Parts = ALL_PARTS): Match {
  const close = { terms: { groupId: near } };
  const known = asked.slots.filter(({ means }) => Object.keys(means).length > 0);
  const free = asked.slots.flatMap((slot) => (known.includes(slot) ? [] : [slot.words])).join(" ");
  const most = { match: { everything: { query: free, minimum_should_match: MOST } } };
  const words = free === "" ? { match_none: {} } : all([...known.map((slot) => answering(slot, parts)), most]);
  const member = all([any([words, close]), ...limits(asked)]);
  return { member, scored: { bool: { filter: [member], should: signs(asked, parts) } }, strict: false };
}

/** Documents near a vector, of all or of those that fulfil the filter. */
export function nearest({ field, vector }: Near, k: number, filter?: Clause): Clause {
  return { knn: { [field]: { vector, k, ...(filter ? { filter } : {}) } } };
}

function memberOf(asked: Understood, slots: readonly Slot[], parts: Parts): Clause {
  return {
    bool: {
      filter: [...slots.map((slot) => answering(slot, parts)), ...limits(asked)],
      must_not: asked.without.map((words) => ({ match: { everything: { query: words, operator: "and" } } })),
    },
  };
}

/** Whoever it is for, what it may cost and in which size: no word in the document can stand for these. */
export function limits({ genders, price, discount, sizes, colour }: Understood): Clause[] {
  const wearer = any([oneOf("gender", genders), { bool: { must_not: [{ exists: { field: "gender" } }] } }]);
  const options = sizes.map((size) => `${colour}|${size}`);
  return [
    ...(genders.length > 0 ? [wearer] : []),
    ...(price ? [between("priceInr", price.min, price.max)] : []),
    ...(discount ? [between("discount", discount)] : []),
    ...(sizes.length > 0 ? [colour ? oneOf("options", options) : oneOf("sizes", sizes)] : []),
  ];
}

function answering({ words, means }: Slot, parts: Parts): Clause {
  const text = { match: { everything: { query: words, operator: "and", ...analyzer(parts) } } };
  const known = [
    ...(means.colour ? [oneOf("colours", [means.colour])] : []),
    ...(means.categories ? [oneOf("categories", means.categories)] : []),
    ...(means.genders ? [oneOf("gender", means.genders)] : []),
  ];
  return known.length > 0 ? any([text, ...known]) : text;
}

const analyzer = (parts: Parts): object => (parts.synonyms ? {} : { analyzer: "index" });

/** Where in a document the words stand decides, and what it is as we know it. */
function signs(asked: Understood, parts: Parts): Clause[] {
  const { wanted: query, categories, colour, genders } = asked;
  const W = WEIGHTS;
  const text =
    query === ""
      ? []
      : [
          { match: { title: { query, boost: W.title, ...analyzer(parts) } } },
          { match: { title: { query, boost: W.exactTitle, analyzer: "index" } } },
          { match: { "words.category": { query, boost: W.category, ...analyzer(parts) } } },
          { match: { "brand.words": { query, boost: W.brand } } },
          { match: { "words.attributes": { query, boost: W.attributes } } },
          { match_phrase: { title: { query, slop: 2, boost: W.phrase } } },
        ];
  return [
    ...text,
    ...(categories.length > 0 ? [sign(oneOf("categories", categories), W.kind)] : []),
    ...(colour ? [sign(oneOf("colours", [colour]), W.colour)] : []),
    ...(query === "" ? [] : [{ match: { "words.colour": { query, boost: W.shade, analyzer: "index" } } }]),
    ...(genders[0] ? [sign(oneOf("gender", [genders[0]]), W.gender)] : []),
    sign({ term: { available: true } }, W.available),
  ];
}

function sign(filter: Clause, boost: number): Clause {
  return { constant_score: { filter, boost } };
}
