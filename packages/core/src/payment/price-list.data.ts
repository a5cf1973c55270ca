import type { PriceList } from "./price-list.ts";

/**
 * What is sold, and for how much, in minor units; INR first. Razorpay takes at least INR 1.00, and of currencies with three decimals
 * only amounts that end in 0; of any at least one whole unit. A test holds that.
 */
export const PRICE_LIST: PriceList = {
  monthly: {
    name: "Monthly membership",
    days: 30,
    prices: [
      { amount: 9900, currency: "INR" },
      { amount: 199, currency: "USD" },
      { amount: 300, currency: "JPY" },
      { amount: 1100, currency: "KWD" },
    ],
  },
  yearly: {
    name: "Yearly membership",
    days: 365,
    prices: [
      { amount: 99900, currency: "INR" },
      { amount: 1999, currency: "USD" },
      { amount: 3000, currency: "JPY" },
      { amount: 11_000, currency: "KWD" },
    ],
  },
};
