import type { Payment } from "@stylegence/contracts/payment";

export interface StateTag {
  text: string;
  tone: "good" | "bad" | "deal" | "";
}

const BY_STATE: Record<Payment["state"], StateTag> = {
  created: { text: "Not paid", tone: "" },
  attempted: { text: "Being confirmed", tone: "deal" },
  failed: { text: "Failed", tone: "bad" },
  authorized: { text: "Being confirmed", tone: "deal" },
  captured: { text: "Paid", tone: "good" },
};

/** What a payment is, in a word or three; what was paid back counts more than that it was paid. */
export function stateTag({ state, refund, disputed }: Pick<Payment, "state" | "refund" | "disputed">): StateTag {
  if (disputed) return { text: "Disputed", tone: "bad" };
  if (refund === "full") return { text: "Refunded", tone: "" };
  if (refund === "partial") return { text: "Refunded in part", tone: "" };
  return BY_STATE[state];
}

const METHODS: Record<string, string> = { card: "card", upi: "UPI", netbanking: "netbanking", wallet: "wallet" };

/** How it was paid, as the payer calls it. */
export function methodName(method: string): string {
  return METHODS[method] ?? method;
}
