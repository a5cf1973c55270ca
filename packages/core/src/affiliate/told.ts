import type { Draft } from "../notification/notification.ts";
import type { Conversion } from "./conversion.entity.ts";

type Points = Pick<Conversion, "pendingPoints" | "spendablePoints">;

/** What a shopper is told of a change of their conversion, once for each state; null for nothing that they would notice. */
export function told(
  before: Points | null,
  { network, actionId, shop, pendingPoints, spendablePoints }: Conversion,
  userId: string,
): Draft | null {
  const had = before ?? { pendingPoints: 0, spendablePoints: 0 };
  const draft = (state: string, title: string, body: string): Draft => ({
    ...{ userId, kind: "points", title, body, href: "/rewards" },
    key: `affiliate:${network}:${actionId}:${state}`,
  });
  if (spendablePoints > 0 && had.spendablePoints === 0) {
    return draft("spendable", `${points(spendablePoints)} to spend`, `${shop} confirmed your purchase.`);
  }
  if (pendingPoints > 0 && had.pendingPoints === 0 && spendablePoints === 0 && had.spendablePoints === 0) {
    return draft(
      "pending",
      `${points(pendingPoints)} on the way`,
      `For your purchase at ${shop}. You can spend them once the shop has confirmed it.`,
    );
  }
  const hadAny = had.pendingPoints + had.spendablePoints > 0;
  if (hadAny && pendingPoints + spendablePoints === 0) {
    return draft("ended", "Points taken back", `${shop} did not confirm your purchase, or it was returned.`);
  }
  return null;
}

const points = (count: number): string => (count === 1 ? "1 point" : `${count} points`);
