/** How far a referral is; `REFERRAL_STATES` of the contract says what each means. */
export const REFERRAL_STATES = ["claimed", "qualified", "pending", "spendable", "reversing", "reversed"] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

/** What happens to one. `due`: the moment that it waited for has come. */
export type ReferralEvent = "bought" | "refunded" | "due";

/** What its two shoppers were given by it so far. */
export const GIVEN = ["nothing", "pending", "spendable"] as const;
export type Given = (typeof GIVEN)[number];

/** When it is looked at next: at once, when no refund is due any more, or never. */
export type Wait = "none" | "window" | null;

interface Step {
  to: ReferralState;
  wait: Wait;
}

/** Forward only; what is not here changes nothing. Points move with `due` alone, so that nobody's purchase waits for another's balance. */
const STEPS: Record<ReferralState, Partial<Record<ReferralEvent, Step>>> = {
  claimed: { bought: { to: "qualified", wait: "none" } },
  qualified: { due: { to: "pending", wait: "window" }, refunded: { to: "reversed", wait: null } },
  pending: { due: { to: "spendable", wait: null }, refunded: { to: "reversing", wait: "none" } },
  spendable: { refunded: { to: "reversing", wait: "none" } },
  reversing: { due: { to: "reversed", wait: null } },
  reversed: {},
};

export interface Points {
  pending: number;
  spendable: number;
}

/** Where an event leads from a state, and what it moves of each one's `points`; null where it changes nothing. */
export function step(
  state: ReferralState,
  given: Given,
  event: ReferralEvent,
): (Step & { given: Given; move: (points: number) => Points | null }) | null {
  const next = STEPS[state][event];
  if (!next) return null;
  const to = givenIn(next.to, given);
  return { ...next, given: to, move: (points) => between(given, to, points) };
}

function givenIn(state: ReferralState, before: Given): Given {
  if (state === "reversing") return before;
  return state === "pending" || state === "spendable" ? state : "nothing";
}

function between(from: Given, to: Given, points: number): Points | null {
  if (from === to || points === 0) return null;
  const of = (place: Given) => (to === place ? points : 0) - (from === place ? points : 0);
  return { pending: of("pending"), spendable: of("spendable") };
}
