import { all, any, type Clause } from "./clause.ts";

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

/** How many neighbours of the query's vector are taken in where its words find nothing. */
export const RESCUED = 60;

/** Everything there is. */
export function everything(): Match {
  return { scored: { match_all: {} }, member: { match_all: {} }, strict: true };
}

/** Documents that have every word, wherever in them each stands. */
export function strict(text: string): Match {
  const member = { match: { everything: { query: text, operator: "and" } } };
  return { member, scored: ranked(text, member), strict: true };
}

/** For a text that finds nothing as it is: most of its words with spelling forgiven, and the nearest by meaning. */
export function rescue(text: string, near: Near | null): Match {
  const words = {
    match: {
      everything: {
        query: text,
        minimum_should_match: "2<70%",
        fuzziness: "AUTO:4,7",
        prefix_length: 1,
        max_expansions: 20,
      },
    },
  };
  if (!near) return { member: words, scored: ranked(text, words), strict: false };
  const close = nearest(near, RESCUED);
  return { member: any([words, close]), scored: any([ranked(text, words), close]), strict: false };
}

/** Documents near a vector, of all or of those that fulfil the filter. */
export function nearest({ field, vector }: Near, k: number, filter?: Clause): Clause {
  return { knn: { [field]: { vector, k, ...(filter ? { filter } : {}) } } };
}

/**
 * The neighbours that belong to a match and its filters. A strict match is looked through whole; in a rescue the neighbours
 * are the match themselves, the same ones whatever the filters.
 */
export function nearestIn(match: Match, near: Near & { size: number }, filters: readonly Clause[]): Clause {
  if (match.strict) return nearest(near, near.size, all([match.member, ...filters]));
  return { bool: { must: [nearest(near, RESCUED)], filter: [...filters] } };
}

/** Where in a document the words stand decides: the kind of garment and the brand weigh more than an attribute. */
function ranked(text: string, member: Clause): Clause {
  return {
    bool: {
      must: [member],
      should: [
        { match: { title: { query: text, boost: 1.5 } } },
        { match: { "words.category": { query: text, boost: 2 } } },
        { match: { "brand.words": { query: text, boost: 2 } } },
        { match: { "words.colour": { query: text, boost: 1.5 } } },
        { match: { "words.gender": { query: text } } },
        { match_phrase: { title: { query: text, slop: 2, boost: 2 } } },
        { constant_score: { filter: { term: { available: true } }, boost: 1 } },
      ],
    },
  };
}
