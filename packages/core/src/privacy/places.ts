import { pseudonymOf } from "../platform/pseudonym.ts";

/** Keys of a shopper's files in the private bucket begin so; nobody sees by them whose they are. */
export function folderOf(userId: string): string {
  return `shoppers/${pseudonymOf(userId)}/`;
}

/** Where exports lie, of all that is in a shopper's folder: they are not exported again. */
export function exportsOf(userId: string): string {
  return `${folderOf(userId)}exports/`;
}
