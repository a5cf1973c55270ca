import { DomainError } from "../platform/errors.ts";
import * as Match from "./match.ts";
import type { Plan } from "./query.ts";
import { count, fetchPage, fetchSpelling, type Page, type Window } from "./request.ts";
import * as Spelling from "./spelling.ts";

export interface Found {
  /** What was searched for in the end. */
  text: string;
  match: Match.Match;
  page: Page;
  /** A spelling that finds more; what was searched for where the text as it stands finds nothing. */
  suggestion: string | null;
}

/** Fewer finds than that raise the question whether something else was meant. */
const FEW = 3;

/**
 * Finds what the text means, from the strictest reading to the loosest: every word as written, every word with its spelling
 * corrected, or most of the words and whatever is near by meaning. Filters never loosen the reading.
 */
export async function find(
  plan: Plan,
  window: Window,
  near: (text: string) => Promise<Match.Near | null>,
): Promise<Found> {
  const match = plan.text === "" ? Match.everything() : Match.strict(plan.text);
  const page = await fetchPage(plan, match, window);
  if (plan.text === "") return { text: "", match, page, suggestion: null };
  if (page.matched > 0) return { text: plan.text, match, page, suggestion: await betterSpelling(plan.text, page) };
  return (await corrected(plan, window)) ?? rescued(plan, window, await near(plan.text));
}

async function betterSpelling(text: string, { matched }: Page): Promise<string | null> {
  if (matched >= FEW) return null;
  const { commoner } = await fetchSpelling(text);
  const candidate = Spelling.correct(text, commoner);
  return candidate && (await count(Match.strict(candidate))) > matched ? candidate : null;
}

async function corrected(plan: Plan, window: Window): Promise<Found | null> {
  const { missing } = await fetchSpelling(plan.text);
  const text = Spelling.correct(plan.text, missing);
  if (!text) return null;
  const match = Match.strict(text);
  const page = await fetchPage(plan, match, window);
  return page.matched > 0 ? { text, match, page, suggestion: text } : null;
}

async function rescued(plan: Plan, window: Window, near: Match.Near | null): Promise<Found> {
  const match = Match.rescue(plan.text, near);
  try {
    return { text: plan.text, match, page: await fetchPage(plan, match, window), suggestion: null };
  } catch (error) {
    // An index made for another model refuses the vector.
    if (near && error instanceof DomainError && error.code === "internal") return rescued(plan, window, null);
    throw error;
  }
}
