import type { Checkout, PaymentProof } from "@stylegence/contracts/payment";

/** What the checkout script says of a try that failed. */
interface Refused {
  error: { description: string };
}

interface Options {
  key: string;
  order_id: string;
  amount: number;
  currency: string;
  name: string;
  description: string;
  notes: Record<string, string>;
  theme: { color: string };
  handler(proof: PaymentProof): void;
  modal: { ondismiss(): void; confirm_close: boolean };
}

interface Razorpay {
  on(event: "payment.failed", listener: (refused: Refused) => void): void;
  open(): void;
}

declare global {
  interface Window {
    Razorpay?: new (options: Options) => Razorpay;
  }
}

/** How a checkout ended: with a proof of payment, or closed by the payer, after the last refusal that they were told of. */
export type End = { type: "paid"; proof: PaymentProof } | { type: "closed"; refused: string | null };

let loading: Promise<void> | undefined;

/** Loads the checkout's script, once. Rejects with `TypeError` where it cannot be reached, as `fetch` does. */
function load(url: string): Promise<void> {
  loading ??= new Promise<void>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => {
      script.remove();
      // The next who asks tries again.
      loading = undefined;
      reject(new TypeError("The checkout cannot be reached."));
    });
    document.head.append(script);
  });
  return loading;
}

/** Opens the checkout over the page and settles when it is gone. */
export async function pay(checkout: Checkout): Promise<End> {
  await load(checkout.scriptUrl);
  const { Razorpay } = window;
  if (!Razorpay) throw new TypeError("The checkout did not start.");
  let refused: string | null = null;
  return new Promise((resolve) => {
    const opened = new Razorpay({
      key: checkout.keyId,
      order_id: checkout.orderId,
      amount: checkout.amount.amount,
      currency: checkout.amount.currency,
      name: "Stylegence",
      description: checkout.description,
      notes: checkout.notes,
      theme: { color: "#a80f56" },
      handler({ razorpay_payment_id, razorpay_order_id, razorpay_signature }) {
        resolve({ type: "paid", proof: { razorpay_payment_id, razorpay_order_id, razorpay_signature } });
      },
      modal: { ondismiss: () => resolve({ type: "closed", refused }), confirm_close: false },
    });
    opened.on("payment.failed", ({ error }) => {
      refused = error.description;
    });
    opened.open();
  });
}
