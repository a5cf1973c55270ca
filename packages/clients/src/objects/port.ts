export interface StoredObject {
  body: Uint8Array;
  contentType: string | null;
}

export interface PutOptions {
  contentType: string;
  cacheControl?: string;
  contentEncoding?: string;
}

/** Objects of one bucket. All verbs throw ServiceError. */
export interface Objects {
  put(key: string, body: Uint8Array | string, options: PutOptions): Promise<void>;
  /** Null where there is no such object. */
  get(key: string): Promise<StoredObject | null>;
  /** Size in bytes; null where there is no such object. */
  head(key: string): Promise<{ bytes: number } | null>;
  /** No error where it was not there. */
  remove(key: string): Promise<void>;
}
