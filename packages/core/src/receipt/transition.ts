import type { Receipt } from "./receipt.entity.ts";

type State = Receipt["state"];

/** Which states may follow which; a receipt only goes forward. */
const FOLLOWERS: Record<State, readonly State[]> = {
  waiting: ["reading", "refused"],
  reading: ["review", "confirmed", "refused"],
  review: ["confirmed", "refused"],
  confirmed: [],
  refused: [],
};

export function mayFollow(from: State, to: State): boolean {
  return FOLLOWERS[from].includes(to);
}

/** No more comes of it. */
export function isDecided(state: State): boolean {
  return FOLLOWERS[state].length === 0;
}
