import type { Purchase, Receipt } from "@stylegence/contracts/purchase";
import { UPLOAD_RULES } from "@stylegence/contracts/upload";

const METHODS: Record<Purchase["method"], string> = {
  affiliate: "Confirmed by the shop",
  marketplace: "Confirmed by the marketplace",
  receipt_upload: "Confirmed by your receipt",
  self_report: "On your word",
};

/** How we know of a purchase. */
export function proofText({ method, state }: Pick<Purchase, "method" | "state">): string {
  return state === "withdrawn" ? "Returned, or taken back" : METHODS[method];
}

const STATES: Record<Exclude<Receipt["state"], "refused">, string> = {
  waiting: "The file is looked at…",
  reading: "The receipt is read…",
  review: "One of us looks at it. You are told within a few days.",
  confirmed: "Confirmed",
};

/** Where a claim stands. */
export function stateText({ state, reason }: Pick<Receipt, "state" | "reason">): string {
  return state === "refused" ? (reason ?? "It was not accepted.") : STATES[state];
}

/** More comes by itself, soon. */
export const isRunning = ({ state }: Pick<Receipt, "state">): boolean => state === "waiting" || state === "reading";

const { types, maxBytes } = UPLOAD_RULES.receipt;

/** As a file input wants it. */
export const RECEIPT_TYPES = types.join(",");

/** What is wrong with a file before it is sent; null where nothing is. */
export function faultOf(file: Pick<File, "type" | "size">): string | null {
  if (!types.some((type) => type === file.type)) return "Choose a JPEG, PNG or WebP picture, or a PDF.";
  if (file.size > maxBytes) return `Choose a file of at most ${maxBytes / 1_000_000} MB.`;
  return file.size === 0 ? "This file is empty." : null;
}

/** The product that an address of this page names; null where it names none. */
export function productIn(search: string): string | null {
  const id = new URLSearchParams(search).get("product") ?? "";
  return /^prd_[0-9A-HJKMNP-TV-Z]{26}$/.test(id) ? id : null;
}
