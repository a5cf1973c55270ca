import { folderOf, quarantineOf } from "../privacy/places.ts";

/** Where a file is sent to. */
export function quarantineKey(userId: string, uploadId: string): string {
  return `${quarantineOf(userId)}${uploadId}`;
}

/** A stored form of an upload, in the private bucket. */
export function fileKey(userId: string, uploadId: string, name: string): string {
  return `${folderOf(userId)}uploads/${uploadId}/${name}`;
}

/** The same where everybody may see it, in the bucket of pictures; it says nothing of whose it is. */
export function publicKey(uploadId: string, name: string): string {
  return `r/${uploadId}/${name}`;
}
