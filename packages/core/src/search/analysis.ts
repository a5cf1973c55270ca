import { NOISE } from "./noise.data.ts";
import { COMPOUNDS, STEMS, SYNONYMS } from "./synonym.data.ts";

const compounds = Object.fromEntries(
  COMPOUNDS.map(([pattern, replacement], at) => [
    `compound_${at}`,
    { type: "pattern_replace", pattern, replacement, flags: "CASE_INSENSITIVE" },
  ]),
);
const charFilter = ["apostrophe", ...Object.keys(compounds)];
const words = ["lowercase", "asciifolding", "possessive"];

/** How text is cut into words. `index` and `search` differ in the synonyms only, which work on the query. */
export const analysis = {
  char_filter: { apostrophe: { type: "mapping", mappings: ["’=>'", "‘=>'", "`=>'"] }, ...compounds },
  filter: {
    possessive: { type: "stemmer", language: "possessive_english" },
    forms: { type: "stemmer_override", rules: Object.entries(STEMS).map(([form, stem]) => `${form} => ${stem}`) },
    plural: { type: "stemmer", language: "light_english" },
    noise: { type: "stop", stopwords: NOISE },
    same: { type: "synonym_graph", synonyms: SYNONYMS, lenient: true },
  },
  normalizer: { folded: { type: "custom", filter: ["lowercase", "asciifolding"] } },
  analyzer: {
    index: {
      type: "custom",
      char_filter: charFilter,
      tokenizer: "standard",
      filter: [...words, "noise", "forms", "plural"],
    },
    search: {
      type: "custom",
      char_filter: charFilter,
      tokenizer: "standard",
      filter: [...words, "noise", "forms", "plural", "same"],
    },
    /** Words as they were written, for spelling and completion. */
    plain: { type: "custom", char_filter: charFilter, tokenizer: "standard", filter: words },
  },
};
