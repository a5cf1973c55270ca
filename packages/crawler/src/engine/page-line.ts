import type { Fault } from "../fault.ts";
import type { ProductChange } from "../fingerprint.ts";
import type { Extraction } from "../product.ts";

/** What became of a page, in one word. Those of a fault say which. */
export type Outcome =
  | "new"
  | "changed"
  | "unchanged"
  | "not_modified"
  | "no_product"
  | "forbidden"
  | "postponed"
  | "own_fault"
  | Fault;

/** One page of a crawl. */
export interface PageLine {
  url: string;
  outcome: Outcome;
  /** ISO 8601 UTC. */
  at: string;
  /** From its turn to its line. */
  ms: number;
  status?: number;
  /** Of the page, unpacked. */
  bytes?: number;
  /** Where redirects led. */
  finalUrl?: string;
  /** Why there is no page, or what is odd about it, for people. */
  reason?: string;
  fingerprint?: string;
  changes?: ProductChange[];
  extraction?: Extraction;
}
