import { DomainError } from "../platform/errors.ts";
import * as Match from "./match.ts";
import type { Plan } from "./query.ts";
import { count, fetchNeighbours, fetchPage, fetchSpelling, type Page, type Window } from "./request.ts";
import * as Spelling from "./spelling.ts";

export interface Found {
  /** What was searched for in the end. */
  text: string;
  match: Match.Match;
  page: Page;
  /** What belongs to the match by meaning alone, the nearest first. */
  near: string[];
  /** A spelling that finds more, or that was taken because the text as it stands finds nothing. */
  suggestion: string | null;
}

/** Where a text lies among the vectors. */
export type NearOf = (text: string) => Promise<Match.Near | null>;

/** Fewer finds than that raise the question whether something else was meant. */
const FEW = 3;
/** How many are taken in by meaning alone, how alike they must be at least, and how much less than the best. */
const RESCUED = 60;
const LESS_THAN_BEST = 0.08;
/** Measured by model: among a few hundred garments nonsense finds nothing nearer than this. */
const MIN_LIKENESS: Record<string, number> = { "bge-small-en-v1.5-q": 0.52 };

/**
 * Finds what the text means, from the strictest reading to the loosest: every word as written; every word that any garment has,
 * its spelling corrected; or most of those words, and whatever is near by meaning. Filters never loosen the reading.
 */
export async function find(plan: Plan, window: Window, nearOf: NearOf, model: string): Promise<Found> {
  const match = plan.text === "" ? Match.everything() : Match.strict(plan.text);
  const page = await fetchPage(plan, match, window);
  const found = { text: plan.text, match, page, near: [], suggestion: null };
  if (plan.text === "" || page.matched >= FEW) return found;
  const spelling = await fetchSpelling(plan.text);
  if (page.matched > 0) return { ...found, suggestion: await betterSpelling(plan.text, page, spelling) };
  const mended = Spelling.mend(plan.text, spelling);
  return (
    (await corrected(plan, window, mended)) ?? rescued(plan, window, mended.text, await alike(plan, nearOf, model))
  );
}

async function betterSpelling(text: string, { matched }: Page, spelling: Spelling.Spelling): Promise<string | null> {
  const candidate = Spelling.commoner(text, spelling.commoner);
  return candidate && (await count(Match.strict(candidate))) > matched ? candidate : null;
}

async function corrected(plan: Plan, window: Window, mended: Spelling.Mended): Promise<Found | null> {
  const { text, isChanged, isMostlyThere } = mended;
  if (text === "" || !isChanged || !isMostlyThere) return null;
  const match = Match.strict(text);
  const page = await fetchPage(plan, match, window);
  return page.matched > 0 ? { text, match, page, near: [], suggestion: text } : null;
}

async function rescued(plan: Plan, window: Window, knownText: string, near: string[]): Promise<Found> {
  const match = Match.rescue(knownText, near);
  return { text: plan.text, match, page: await fetchPage(plan, match, window), near, suggestion: null };
}

/** The garments nearest by meaning, as far as they are near at all. None from an index that was made for another model. */
async function alike(plan: Plan, nearOf: NearOf, model: string): Promise<string[]> {
  const near = await nearOf(plan.text);
  if (!near) return [];
  const found = await fetchNeighbours(near, RESCUED).catch(noneIfRefused);
  const least = Math.max(MIN_LIKENESS[model] ?? 0, (found[0]?.likeness ?? 0) - LESS_THAN_BEST);
  return found.flatMap(({ id, likeness }) => (likeness >= least ? [id] : []));
}

/** An index made for another model refuses this one's vectors: until its rebuild, words alone decide. */
export function noneIfRefused(error: unknown): never[] {
  if (error instanceof DomainError && error.code === "internal") return [];
  throw error;
}
