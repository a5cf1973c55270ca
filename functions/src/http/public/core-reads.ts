import { DomainError } from "@stylegence/core/platform/errors";
import type { Reads } from "./reads.ts";

/** Until search and catalog are there: every read says so. */
export const reads = new Proxy({} as Reads, {
  get: () => () => Promise.reject(new DomainError("unavailable", "Not built yet.")),
});
