import { createHash } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 130 bits of SHA-256 in the 26 characters of a ULID's alphabet: a key for a natural name of any length. */
export function hash26(text: string): string {
  const digest = createHash("sha256").update(text).digest();
  let result = "";
  let bits = 0;
  let value = 0;
  for (const byte of digest) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5 && result.length < 26) {
      bits -= 5;
      result += ALPHABET[(value >>> bits) & 31];
    }
    value &= (1 << bits) - 1;
  }
  return result;
}

/** A stable number from 0 to `count` - 1 for a text, to spread it over shards. */
export function shardOf(text: string, count: number): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0) % count;
}
