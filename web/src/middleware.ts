import { getSecret } from "astro:env/server";
import { defineMiddleware } from "astro:middleware";
import { createHash } from "node:crypto";
import { ApiError } from "./api/client.ts";
import { THEME_SCRIPT } from "./features/shell/theme-script.ts";
import { checkoutSource } from "./server/checkout-source.ts";
import { clerk } from "./server/clerk.ts";

/** What Clerk's script needs in a page; nothing where there is no sign-in. */
const from = clerk === null ? "" : ` ${clerk.origin}`;
const themeHash = createHash("sha256").update(THEME_SCRIPT).digest("base64");

/** Where one pays; elsewhere no payment service has a say. */
const PAYING = "/membership";
const checkout = checkoutSource(getSecret("RAZORPAY_CHECKOUT_URL"));

/** Where files are sent from, and the bucket that takes them. */
const SENDING = /^\/(p|reviews)\/|^\/purchases\/?$/;
const bucket = getSecret("PRIVATE_BUCKET_URL");

/** What a page of the site may do; `pay` is what its checkout comes from and `send` where its files go, each with a space before it. */
const policy = (origin: string, pay: string, send: string): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'sha256-${themeHash}'${from}${pay}`,
    // Not every browser takes the live connection for the site itself.
    `connect-src 'self' ${origin.replace(/^http/, "ws")}${from}${pay}${send}`,
    `frame-src ${pay === "" ? "'none'" : pay.trim()}`,
    // Clerk's script keeps the session fresh from a worker of its own, which a hidden page does not slow down.
    `worker-src 'self'${clerk === null ? "" : " blob:"}`,
    "style-src-elem 'self'",
    // Dominant colours and places in the chart are style attributes.
    "style-src-attr 'unsafe-inline'",
    // A picture is shown before it is sent.
    `img-src 'self' data: https:${from}${send === "" ? "" : " blob:"}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

const HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
  "cross-origin-opener-policy": "same-origin",
};

/** Pages are the same for everybody: the CDN keeps them for a moment and refreshes them behind the visitor's back. */
const PAGE_CACHE = "public, max-age=0, s-maxage=30, stale-while-revalidate=300";

export const onRequest = defineMiddleware(async (context, next) => {
  const response = await next().catch((error: unknown) => {
    if (!(error instanceof ApiError) || error.status === 500) throw error;
    // What the API cannot read in an address is nothing that there is.
    return context.rewrite(error.status < 500 ? "/404" : "/503");
  });
  const pay = checkout !== null && context.url.pathname === PAYING ? ` ${checkout}` : "";
  const send = bucket && SENDING.test(context.url.pathname) ? ` ${bucket}/` : "";
  const headers = {
    "content-security-policy": policy(context.url.origin, pay, send),
    ...HEADERS,
    // A bank's own page opens beside the checkout and answers to it.
    ...(pay === "" ? {} : { "cross-origin-opener-policy": "same-origin-allow-popups" }),
  };
  // A page may be stricter than the site: one whose address holds a secret has no referrer.
  for (const [name, value] of Object.entries(headers)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  if (!response.headers.has("cache-control")) {
    response.headers.set("cache-control", response.status < 400 ? PAGE_CACHE : "no-store");
  }
  return response;
});
