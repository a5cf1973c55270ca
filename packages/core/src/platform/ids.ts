import { monotonicFactory } from "ulid";

/** What an id is for, by prefix. */
export type IdPrefix =
  | "prd"
  | "var"
  | "lst"
  | "img"
  | "ofr"
  | "sel"
  | "frn"
  | "vis"
  | "chg"
  | "job"
  | "out"
  | "aud"
  | "sug"
  | "att"
  | "val"
  | "ntf"
  | "psh"
  | "fam"
  | "inv"
  | "met"
  | "cns"
  | "exp"
  | "ers"
  | "pay"
  | "rfd"
  | "mbr"
  | "rwd"
  | "cbk"
  | "cnv"
  | "pur"
  | "upl"
  | "rct"
  | "rev";

const next = monotonicFactory();

/** A prefixed ULID, `prd_01J…`: sorts by time, and says what it names. */
export function newId(prefix: IdPrefix, nowMs: number = Date.now()): string {
  return `${prefix}_${next(nowMs)}`;
}
