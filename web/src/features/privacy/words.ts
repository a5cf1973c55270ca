import type { Consent, ConsentFlag, ConsentRecord } from "@stylegence/contracts/consent";
import type { DataExport } from "@stylegence/contracts/privacy";

/** As the API asks for it: the contract's own constant would bring its schemas along. */
export const PHRASE = "delete my account";

export const REFUSALS: Record<NonNullable<Consent["refusal"]>, string> = {
  minor: "Not for shoppers under 18.",
  age_unknown: "Only for adults: say in your profile that you are 18 or older.",
};

/** What stands for a flag in its history. */
export const FLAG_NAMES: Record<ConsentFlag, string> = {
  storeBodyMetrics: "Keeping my measurements",
  shareReviewsPublic: "Showing my reviews to everybody",
  analytics: "Counting what I look at",
  personalisation: "Ordering what I see by what I like",
};

/** One line of the history: "Allowed", "Withdrawn", and why where it was not the shopper. */
export function recordText({ granted, reason }: Pick<ConsentRecord, "granted" | "reason">): string {
  if (granted) return "Allowed";
  return reason === "age" ? "Ended, as you were not known to be 18 or older" : "Withdrawn";
}

/** How large a file is, as people say it. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Where an export stands. */
export function exportText({ status, bytes }: Pick<DataExport, "status" | "bytes">): string {
  if (status === "running") return "Being put together…";
  if (status === "failed") return "This one failed. Ask for another.";
  return bytes === null ? "Ready" : `Ready, ${sizeText(bytes)}`;
}

/** Whether the words typed mean it; spaces around and capitals do not matter. */
export function isConfirmed(typed: string): boolean {
  return typed.trim().toLowerCase() === PHRASE;
}
