import type { Money } from "../platform/money.ts";

export interface ReceiptLine {
  title: string;
  quantity: number;
  /** Of all of them, in minor units. */
  amount: Money;
}

/** What a receipt says, as far as we can read it. */
export interface Reading {
  shop: string | null;
  /** Hosts that it names. */
  hosts: string[];
  /** What stands on top, where shops write their names. */
  head: string[];
  orderId: string | null;
  /** Of Asia/Kolkata, `2026-11-23`. */
  day: string | null;
  lines: ReceiptLine[];
  total: Money | null;
  /** How sure the reader was of its letters, 0 to 100. */
  confidence: number;
}
