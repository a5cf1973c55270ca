import type { Refusal } from "./address.ts";

/** Host patterns and the addresses to use for them instead of DNS; see `parseResolve`. */
export interface ResolveEntry {
  pattern: string;
  addresses: string[];
}
export type ResolveTable = readonly ResolveEntry[];

export interface FetchOptions {
  userAgent: string;
  /** For the whole exchange: look-ups, redirects and body together. Default 20 s. */
  timeoutMs?: number;
  /** Of the decoded body. Default 10 MB. */
  maxBytes?: number;
  /** Default 5. */
  maxRedirects?: number;
  etag?: string;
  lastModified?: string;
  /** Named hosts that may be private, such as the sandbox. Every other host must be public. */
  resolve?: ResolveTable;
  /** Media types wanted, such as "text/html"; a 2xx answer of another type is `bad_content`. */
  accept?: readonly string[];
  /** Asked before each hop is followed: robots of the next host, for example. False ends in `refused`. */
  onRedirect?: (to: string, from: string) => boolean | Promise<boolean>;
  /** Told when a request has left for its server, hop by hop. */
  onSent?: () => void;
  /** Waited for before a request is sent once more, since the server had closed the connection that was kept for it. */
  onRetry?: (url: string) => Promise<void>;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
}

export interface FetchedPage {
  /** Where the body came from after redirects. */
  url: string;
  status: number;
  headers: Readonly<Record<string, string>>;
  /** Addresses that answered with a redirect, in order. */
  hops: readonly string[];
}

export type FetchResult =
  | (FetchedPage & {
      kind: "ok";
      contentType: string | null;
      charset: string;
      /** Decoded bytes; `text` decodes them by `charset`. */
      body: Uint8Array;
      text: string;
      /** The compressed body ended before its end: `text` is what it held until then. */
      truncated?: true;
      etag?: string;
      lastModified?: string;
    })
  | (FetchedPage & { kind: "not_modified" })
  | (FetchedPage & { kind: "http_error"; retryAfterMs?: number })
  | (FetchedPage & { kind: "bad_content"; why: "wrong_type" | "bad_encoding"; reason: string })
  | { kind: "refused"; url: string; why: Refusal; reason: string }
  /** `unpacked`: small on the wire, beyond the limit once decompressed. */
  | { kind: "too_large"; url: string; limitBytes: number; unpacked: boolean }
  /** `answered`: the head came in time, the body did not end. */
  | { kind: "timeout"; url: string; timeoutMs: number; answered: boolean }
  | { kind: "network"; url: string; code: string; reason: string }
  /** `circular`: an address was met twice; else there were too many. */
  | { kind: "redirect_loop"; url: string; hops: readonly string[]; circular: boolean };
