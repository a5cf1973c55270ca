import { DomainError } from "@stylegence/core/platform/errors";
import type { Asked } from "../http/api/exchange.ts";

/** A body as text, of the very bytes. Throws `too_large` above so many of them. */
export function textOf(body: Asked["body"], maxBytes: number, what: string): string {
  if ((body?.byteLength ?? 0) > maxBytes) throw new DomainError("too_large", `${what} may have ${maxBytes} bytes.`);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(body ?? new Uint8Array());
}
