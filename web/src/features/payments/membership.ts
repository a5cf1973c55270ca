import type { Membership, Payments, Plan } from "@stylegence/contracts/payment";
import { useMemo, useRef, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { announce } from "../../ui/announce.ts";
import { useOwnLive } from "../../ui/live.ts";
import { useLoad } from "../../ui/load.ts";
import { soon } from "../../ui/soon.ts";
import { pay } from "./checkout.ts";
import { ended, heard, type Purchase, purchaseKey, underWay } from "./purchase.ts";

interface Answer {
  membership: Membership;
  payments: Payments;
}

/** The membership and the purchase of one, kept in step with what the server hears from elsewhere. */
export function useMembership() {
  const [purchase, setPurchase] = useState<Purchase>({ at: "idle" });
  const [error, setError] = useState<unknown>(null);
  const wasActive = useRef<boolean | null>(null);
  /** The key of what is being bought: a second try pays the same order. */
  const key = useRef<{ plan: Plan; currency: string; key: string } | null>(null);
  const load = useLoad(async (): Promise<Answer> => {
    const [membership, payments] = await Promise.all([me.membership(), me.payments({ limit: 10 })]);
    if (wasActive.current === false && membership.standing.active) announce("Your membership is active.");
    wasActive.current = membership.standing.active;
    setPurchase((now) => heard(now, payments.items));
    return { membership, payments };
  });
  const refresh = useMemo(() => soon(load.reload), [load.reload]);
  useOwnLive("payments", (news) => news.type !== "refused" && refresh());

  async function buy(plan: Plan, currency: string): Promise<void> {
    if (purchase.at === "paying") return;
    setError(null);
    setPurchase({ at: "paying", plan });
    const { current } = key;
    const isSame = current?.plan === plan && current.currency === currency;
    const input = isSame ? current : { plan, currency, key: purchaseKey() };
    key.current = input;
    try {
      const checkout = await me.startPayment(input);
      const end = await pay(checkout);
      setPurchase(ended(end, checkout));
      if (end.type !== "paid") return refresh();
      key.current = null;
      // Where this fails the server hears of it all the same.
      await me.verifyPayment(checkout.paymentId, end.proof).catch(setError);
      refresh();
    } catch (cause) {
      setPurchase({ at: "idle" });
      setError(cause);
    }
  }

  const pending = load.value && underWay(load.value.payments.items, Date.now());
  return { ...load, purchase, buy, pending, deed: error };
}
