import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import type { Slot } from "./attempt.ts";
import { type Delivery, delivery } from "./delivery.entity.ts";

export type { Delivery };

/** Longer than an attempt may live: a function is stopped before. */
export const LEASE_MS = 60_000;
/** Much longer than a message may wait anywhere. */
const KEPT_S = 90 * 86_400;

export interface Place {
  userId: string;
  deedId: string;
  target: string;
}

export async function find(place: Place): Promise<Delivery | null> {
  const { data } = await delivery().get(place).go({ consistent: true });
  return data;
}

/** A delivery that nobody has begun, as its first attempt writes it. */
export function begun(place: Place, leaseId: string): Delivery {
  const now = context().now();
  return {
    ...place,
    state: "claimed",
    leaseId,
    leaseUntil: now.getTime() + LEASE_MS,
    at: now.toISOString(),
    expiresAt: Math.floor(now.getTime() / 1000) + KEPT_S,
  };
}

/** Where the attempts of one delivery meet. */
export function slotOf(place: Place): Slot {
  const leaseId = context().newId("att");

  async function takeFrom(held: Delivery): Promise<"mine" | "busy"> {
    const now = context().now();
    const taken = delivery()
      .patch(place)
      .set({ state: "claimed", leaseId, leaseUntil: now.getTime() + LEASE_MS, at: now.toISOString() })
      .where((row, { eq }) => `${eq(row.leaseId, held.leaseId)} AND ${eq(row.state, held.state)}`)
      .go({ response: "none" });
    return (await unlessRefused(taken)) ? "mine" : "busy";
  }

  async function set(state: Delivery["state"], reason?: string): Promise<void> {
    const written = delivery()
      .patch(place)
      .set({ state, at: context().now().toISOString(), ...(reason && { reason }) })
      .where((row, { eq }) => eq(row.leaseId, leaseId))
      .go({ response: "none" });
    await unlessRefused(written);
  }

  return {
    async claim(takeOver) {
      if (await unlessRefused(delivery().create(begun(place, leaseId)).go())) return "mine";
      const held = await find(place);
      if (!held) return "busy";
      if (held.state === "free") return takeFrom(held);
      if (held.state !== "claimed") return "done";
      if (held.leaseUntil > context().now().getTime()) return "busy";
      const taken = await takeFrom(held);
      return taken === "mine" && !takeOver ? "lost" : taken;
    },
    release: () => set("free"),
    end: set,
  };
}
