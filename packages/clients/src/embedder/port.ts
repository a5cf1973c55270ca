/** A query is written differently from what is to be found: some models want to know which it is. */
export type TextKind = "query" | "passage";

export interface EmbedOptions {
  timeoutMs: number;
  signal?: AbortSignal;
}

export interface Picture {
  /** Of the picture's file, at most 25 MB. */
  bytes: Uint8Array;
  text?: string;
}

/** Makes unit vectors of one model. All verbs throw ServiceError. */
export interface Embedder {
  readonly model: string;
  readonly dimension: number;
  texts(texts: readonly string[], kind: TextKind, options: EmbedOptions): Promise<Float32Array[]>;
  /** One vector of picture and text together; absent where the model reads text only. */
  picture?(picture: Picture, options: EmbedOptions): Promise<Float32Array>;
}

/** What the embedder function takes and gives. */
export interface EmbedRequest {
  texts: string[];
  kind: TextKind;
}

export interface EmbedResponse {
  model: string;
  dimension: number;
  vectors: number[][];
}

/** Most texts in one request, and most characters in each. */
export const MAX_TEXTS = 64;
export const MAX_CHARACTERS = 2000;
