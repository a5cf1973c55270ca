import type { ShopId } from "../world/listing.ts";

export type FaultKind = "status" | "reset" | "slow" | "hang" | "truncate" | "garbage" | "redirect-loop" | "huge";

export interface Fault {
  id: number;
  shop: ShopId;
  kind: FaultKind;
  /** For `status`. */
  status: number;
  /** For `slow`, in milliseconds. */
  delayMs: number;
  /** Only addresses that start with it. */
  path: string;
  /** How many more requests it meets; null for ever. */
  left: number | null;
  /** The share of requests that it meets, drawn in turn: 0.5 is every other one. */
  rate: number;
  seen: number;
}

export interface Faults {
  list(): readonly Fault[];
  add(fault: Omit<Fault, "id" | "seen">): Fault;
  /** Removes the shop's faults, or all. */
  clear(shop: ShopId | null): void;
  /** The newest fault that this request meets, which counts as met. */
  meet(shop: ShopId, path: string): Fault | null;
}

/** Faults that a test or an operator injects. Not kept across a restart. */
export function openFaults(): Faults {
  let faults: Fault[] = [];
  let next = 1;
  const meets = (fault: Fault): boolean => {
    fault.seen++;
    return Math.floor(fault.seen * fault.rate) > Math.floor((fault.seen - 1) * fault.rate);
  };
  return {
    list: () => faults,
    add(fault) {
      const made = { ...fault, id: next++, seen: 0 };
      faults.push(made);
      return made;
    },
    clear(shop) {
      faults = shop ? faults.filter((f) => f.shop !== shop) : [];
    },
    meet(shop, path) {
      const fault = faults.findLast((f) => f.shop === shop && path.startsWith(f.path) && f.left !== 0 && meets(f));
      if (!fault) return null;
      if (fault.left !== null) fault.left--;
      return fault;
    },
  };
}
