import type { Readable } from "node:stream";

export interface FileEntry {
  key: string;
  bytes: number;
}

/** Files of a private bucket, by the beginning of their keys. All verbs throw ServiceError. */
export interface Files {
  /** Stores a stream of any length; nothing is there before its end. */
  upload(key: string, body: Readable, options: { contentType: string }): Promise<void>;
  /** Null where there is no such file. */
  open(key: string): Promise<Readable | null>;
  /** A page of what is there, and where the next one begins. */
  list(prefix: string, cursor?: string): Promise<{ items: FileEntry[]; cursor: string | null }>;
  /** Removes up to a thousand files for good, older versions too; says how many, so 0 when nothing is left. */
  clear(prefix: string): Promise<number>;
}

export interface UploadLinks {
  /** An address that one file of exactly this type and length can be sent to by PUT, with these headers, for so many seconds. */
  put(
    key: string,
    options: { seconds: number; contentType: string; bytes: number; sha256?: string | undefined },
  ): Promise<{ url: string; headers: Record<string, string> }>;
}

export interface Links {
  /** An address that anybody who has it can fetch the file from, under that name, for so many seconds. */
  to(key: string, options: { seconds: number; fileName: string }): Promise<string>;
}
