import { expect, it } from "vitest";
import { checkoutSource } from "./checkout-source.ts";

it.each([
  ["https://checkout.razorpay.com/v1/checkout.js", "https://*.razorpay.com"],
  ["http://razorpay.localhost:4322/v1/checkout.js", "http://razorpay.localhost:4322"],
  ["https://razorpay.com.example.org/v1/checkout.js", "https://razorpay.com.example.org"],
  ["https://notrazorpay.com/v1/checkout.js", "https://notrazorpay.com"],
  ["", null],
  [undefined, null],
])("lets %s come with %s", (url, source) => {
  expect(checkoutSource(url)).toBe(source);
});
