import { DomainError } from "../platform/errors.ts";
import { all } from "./clause.ts";
import * as Match from "./match.ts";
import type { Plan } from "./query.ts";
import * as Relax from "./relax.ts";
import { count, counts, fetchNeighbours, fetchPage, fetchSpelling, type Page, type Window } from "./request.ts";
import * as Spelling from "./spelling.ts";
import type { Understood } from "./understanding.ts";

export interface Found {
  /** What was searched for in the end. */
  asked: Understood;
  match: Match.Match;
  page: Page;
  /** What belongs to the match by meaning alone, the nearest first. */
  near: string[];
  /** A spelling that finds more, or that was taken because the text as it stands finds nothing. */
  suggestion: string | null;
  /** What was asked for and let go, since nothing has all of it. */
  relaxed: string[];
}

/** Where a text lies among the vectors. */
export type NearOf = (text: string) => Promise<Match.Near | null>;

/** Fewer finds than that raise the question whether something else was meant. */
const FEW = 3;
/** How many are taken in by meaning alone, how alike they must be at least, and how much less than the best. */
const RESCUED = 60;
const LESS_THAN_BEST = 0.08;
/**
 * Measured by model: what has nothing to do with clothes finds nothing nearer than `least` among a few hundred garments, and a
 * little nearer for each ten times as many (0.65 among 72,000).
 */
const MIN_LIKENESS: Record<string, { least: number; atSize: number; byDecade: number }> = {
  "bge-small-en-v1.5-q": { least: 0.52, atSize: 500, byDecade: 0.065 },
};

/**
 * Finds what the text means, from the strictest reading to the loosest: every part as asked for; with its spelling corrected and
 * without words that no garment has; without what can be done without, told in `relaxed`; or whatever is near by meaning.
 * Filters never loosen the reading.
 */
export async function find(plan: Plan, window: Window, nearOf: NearOf, model: string): Promise<Found> {
  const { asked, parts } = plan;
  const match = plan.text === "" ? Match.everything() : Match.strict(asked, parts);
  const page = await fetchPage(plan, match, window);
  const found = { asked, match, page, near: [], suggestion: null, relaxed: [] };
  if (plan.text === "" || page.matched >= FEW || !parts.spelling) {
    return page.matched > 0 || plan.text === "" ? found : ((await relaxed(plan, asked, window)) ?? found);
  }
  const spelling = await fetchSpelling(asked.wanted);
  if (page.matched > 0) return { ...found, suggestion: await betterSpelling(plan, page, spelling) };
  const mended = Spelling.mend(asked.wanted, spelling);
  const spelt = mended.isChanged && mended.text !== "" ? Spelling.reread(asked, mended.text) : null;
  const isMeant = spelt !== null && (mended.isMostlyThere || spelt.categories.length > 0);
  return (
    (isMeant && (await corrected(plan, spelt, mended, window))) ||
    (await relaxed(plan, isMeant ? spelt : asked, window, isMeant ? mended.dropped : [])) ||
    rescued(plan, window, mended.isMostlyThere ? (spelt ?? asked) : null, await alike(plan, nearOf, model))
  );
}

async function betterSpelling(
  { asked, parts }: Plan,
  { matched }: Page,
  spelling: Spelling.Spelling,
): Promise<string | null> {
  const candidate = Spelling.commoner(asked.wanted, spelling.commoner);
  if (!candidate) return null;
  return (await count(Match.strict(Spelling.reread(asked, candidate), parts))) > matched ? candidate : null;
}

async function corrected(
  plan: Plan,
  asked: Understood,
  { text, corrected, dropped }: Spelling.Mended,
  window: Window,
): Promise<Found | null> {
  const match = Match.strict(asked, plan.parts);
  const page = await fetchPage(plan, match, window);
  if (page.matched === 0) return null;
  return { asked, match, page, near: [], suggestion: corrected ? text : null, relaxed: dropped };
}

/** Without as little as possible of what was asked for. */
async function relaxed(
  plan: Plan,
  asked: Understood,
  window: Window,
  dropped: readonly string[] = [],
): Promise<Found | null> {
  const ways = Relax.ways(asked);
  if (ways.length === 0) return null;
  const matches = ways.map((way) => Match.strict(way.asked, plan.parts));
  const found = await counts(matches.map(({ member }) => member));
  const at = found.findIndex((total) => total > 0);
  const way = ways[at];
  const match = matches[at];
  if (!way || !match) return null;
  const page = await fetchPage(plan, match, window);
  const { asked: left, given } = way;
  return { asked: left, match, page, near: [], suggestion: null, relaxed: [...dropped, ...given] };
}

async function rescued(plan: Plan, window: Window, known: Understood | null, near: string[]): Promise<Found> {
  const asked = known ?? { ...plan.asked, wanted: "" };
  const match = Match.rescue(asked, near, plan.parts);
  const page = await fetchPage(plan, match, window);
  const isLoose = page.matched > 0 && plan.asked.wanted !== "";
  return { asked, match, page, near, suggestion: null, relaxed: isLoose ? [plan.asked.wanted] : [] };
}

/** The garments nearest by meaning, as far as they are near at all. None from an index that was made for another model. */
async function alike({ asked, parts }: Plan, nearOf: NearOf, model: string): Promise<string[]> {
  const near = parts.vectors ? await nearOf(asked.wanted) : null;
  if (!near) return [];
  const found = await fetchNeighbours(near, RESCUED, all(Match.limits(asked))).catch(noneIfRefused);
  const least = Math.max(await leastLikeness(model), (found[0]?.likeness ?? 0) - LESS_THAN_BEST);
  return found.flatMap(({ id, likeness }) => (likeness >= least ? [id] : []));
}

async function leastLikeness(model: string): Promise<number> {
  const known = MIN_LIKENESS[model];
  if (!known) return 0;
  const garments = await count(Match.everything());
  return known.least + known.byDecade * Math.max(0, Math.log10(garments / known.atSize));
}

/** An index made for another model refuses this one's vectors: until its rebuild, words alone decide. */
export function noneIfRefused(error: unknown): never[] {
  if (error instanceof DomainError && error.code === "internal") return [];
  throw error;
}
