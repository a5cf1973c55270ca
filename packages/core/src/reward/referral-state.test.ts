import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Given,
  type Points,
  REFERRAL_STATES,
  type ReferralEvent,
  type ReferralState,
  step,
} from "./referral-state.ts";

const EVENTS: ReferralEvent[] = ["bought", "due", "refunded"];

interface Story {
  state: ReferralState;
  given: Given;
  /** Every move, by the state that it is keyed by. */
  moves: Map<ReferralState, Points>;
}

/** What a table would hold after these events; a key that comes twice would be refused there. */
function play(events: readonly ReferralEvent[], points = 30, from: ReferralState = "claimed"): Story {
  const story: Story = { state: from, given: "nothing", moves: new Map() };
  for (const event of events) {
    const next = step(story.state, story.given, event);
    if (!next) continue;
    const moved = next.move(points);
    if (moved) {
      expect(story.moves.has(next.to)).toBe(false);
      story.moves.set(next.to, moved);
    }
    story.state = next.to;
    story.given = next.given;
  }
  return story;
}

function balanceOf({ moves }: Story): Points {
  const sum = { pending: 0, spendable: 0 };
  for (const { pending, spendable } of moves.values()) {
    sum.pending += pending;
    sum.spendable += spendable;
  }
  return sum;
}

/** Told of apart from the states: what the first purchase, the first refund after it and the timer between come to. */
function toldApart(events: readonly ReferralEvent[]): [ReferralState, Given] {
  const bought = events.indexOf("bought");
  if (bought < 0) return ["claimed", "nothing"];
  const since = events.slice(bought);
  const refunded = since.indexOf("refunded");
  const dues = (refunded < 0 ? since : since.slice(0, refunded)).filter((event) => event === "due").length;
  const given = (["nothing", "pending", "spendable"] as const)[Math.min(dues, 2)]!;
  if (refunded < 0) return [given === "nothing" ? "qualified" : given, given];
  const isOver = dues === 0 || since.slice(refunded).includes("due");
  return isOver ? ["reversed", "nothing"] : ["reversing", given];
}

describe("a referral", () => {
  it("is pending, then spendable", () => {
    expect(balanceOf(play(["bought"]))).toEqual({ pending: 0, spendable: 0 });
    expect(balanceOf(play(["bought", "due"]))).toEqual({ pending: 30, spendable: 0 });
    expect(balanceOf(play(["bought", "due", "due"]))).toEqual({ pending: 0, spendable: 30 });
  });

  it("ends where what it was rewarded for is refunded, whenever that is", () => {
    for (const before of [["bought"], ["bought", "due"], ["bought", "due", "due"]] as ReferralEvent[][]) {
      const story = play([...before, "refunded", "due", "bought", "due", "due"]);
      expect(story.state).toBe("reversed");
      expect(balanceOf(story)).toEqual({ pending: 0, spendable: 0 });
    }
    expect(play(["refunded", "due"]).state).toBe("claimed");
  });

  it("holds in 20,000 random stories what it gives, once, forward only", () => {
    const stories = fc.array(fc.constantFrom(...EVENTS), { maxLength: 14 });
    fc.assert(
      fc.property(stories, fc.integer({ min: 0, max: 500 }), (events, points) => {
        const states: ReferralState[] = [];
        for (let length = 0; length <= events.length; length++) {
          const story = play(events.slice(0, length), points);
          states.push(story.state);
          const held = { pending: 0, spendable: 0, nothing: 0, [story.given]: points };
          expect(balanceOf(story)).toEqual({ pending: held.pending, spendable: held.spendable });
        }
        const ranks = states.map((state) => REFERRAL_STATES.indexOf(state));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        const { state, given } = play(events, points);
        expect([state, given]).toEqual(toldApart(events));
      }),
      { numRuns: 20_000 },
    );
  });
});
