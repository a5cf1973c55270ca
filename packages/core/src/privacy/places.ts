import { pseudonymOf } from "../platform/pseudonym.ts";

/** Keys of a shopper's files in the private bucket begin so; nobody sees by them whose they are. */
export function folderOf(userId: string): string {
  return `shoppers/${pseudonymOf(userId)}/`;
}

/** The same of their exports, which the bucket forgets by itself. */
export function exportsOf(userId: string): string {
  return `exports/${pseudonymOf(userId)}/`;
}

/** Where what they sent lies until somebody looked at it; the bucket forgets it after a day. */
export function quarantineOf(userId: string): string {
  return `quarantine/${pseudonymOf(userId)}/`;
}
