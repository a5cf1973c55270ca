import { any, type Clause } from "./clause.ts";

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

/** Everything there is. */
export function everything(): Match {
  return { scored: { match_all: {} }, member: { match_all: {} }, strict: true };
}

/** Documents that have every word, wherever in them each stands. */
export function strict(text: string): Match {
  const member = { match: { everything: { query: text, operator: "and" } } };
  return { member, scored: ranked(text, member), strict: true };
}

/** For a text that finds nothing as it is: all but one or most of its known words, and documents that are near by meaning. */
export function rescue(knownText: string, near: readonly string[]): Match {
  const words = { match: { everything: { query: knownText, minimum_should_match: "1<-1 4<70%" } } };
  const close = { terms: { groupId: near } };
  return {
    member: any([words, close]),
    scored: any([ranked(knownText, words), { constant_score: { filter: close, boost: 0 } }]),
    strict: false,
  };
}

/** Documents near a vector, of all or of those that fulfil the filter. */
export function nearest({ field, vector }: Near, k: number, filter?: Clause): Clause {
  return { knn: { [field]: { vector, k, ...(filter ? { filter } : {}) } } };
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
