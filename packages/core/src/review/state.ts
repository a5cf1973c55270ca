export const STATES = [
  "checking",
  "pending_translation",
  "held",
  "published",
  "refused",
  "withdrawn",
  "superseded",
  "removed",
  "anonymous",
] as const;
export type State = (typeof STATES)[number];

export const REASONS = ["language", "repeated", "unclear", "picture", "rules"] as const;
export type Reason = (typeof REASONS)[number];

const ENDED = ["refused", "withdrawn", "superseded"] as const;

/** Where a review may go from a state. It goes forward only; what has no line here has ended. */
const NEXT: Partial<Record<State, readonly State[]>> = {
  checking: ["pending_translation", "held", "published", ...ENDED],
  pending_translation: ["held", "published", ...ENDED],
  held: ["published", ...ENDED],
  /** `anonymous`: its author's account was erased, and nothing but the stars is left. */
  published: ["withdrawn", "superseded", "removed", "anonymous"],
  /** Nobody reads it, and its author may take back what they said all the same. */
  superseded: ["withdrawn"],
};

export function mayBecome(from: State, to: State): boolean {
  return NEXT[from]?.includes(to) ?? false;
}

/** Whether its stars count. */
export function isCounted(state: State): boolean {
  return state === "published" || state === "anonymous";
}

/** Whether it is its author's one review of the product: under way, or published. */
export function isStanding(state: State): boolean {
  return state === "published" || isOpen(state);
}

/** Whether it is still to be decided on. */
export function isOpen(state: State): boolean {
  return state === "checking" || state === "pending_translation" || state === "held";
}
