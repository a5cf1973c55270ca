import { searchEngine } from "@stylegence/clients/opensearch/http";
import type { EngineRequest, EngineResponse } from "@stylegence/clients/opensearch/port";
import { ServiceError } from "@stylegence/clients/service-error";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";

const engines = new Map<string, ReturnType<typeof searchEngine>>();

/** The stage's names: readers and writers know these aliases only. */
export function names(): { live: string; next: string; family: string } {
  const { SEARCH_PREFIX } = context().config;
  return {
    live: `${SEARCH_PREFIX}-products`,
    /** Exists while a rebuild is under way; every write goes there too. */
    next: `${SEARCH_PREFIX}-products-next`,
    family: `${SEARCH_PREFIX}-products-`,
  };
}

/** Asks the stage's search engine. Throws `unavailable` when it is down, late or busy, `internal` when it refuses. */
export async function ask<T>(request: EngineRequest, accept?: readonly number[]): Promise<EngineResponse<T>> {
  const { SEARCH_ENDPOINT } = context().config;
  let engine = engines.get(SEARCH_ENDPOINT);
  if (!engine) {
    if (SEARCH_ENDPOINT === "") throw new DomainError("unavailable", "Search is not set up.");
    engine = searchEngine(SEARCH_ENDPOINT);
    engines.set(SEARCH_ENDPOINT, engine);
  }
  return engine.request<T>(request, accept).catch((error: unknown) => {
    throw asDomainError(error);
  });
}

function asDomainError(error: unknown): unknown {
  if (!(error instanceof ServiceError)) return error;
  if (error.retry) return new DomainError("unavailable", "Search can't answer right now.", { cause: error });
  return new DomainError("internal", "Search refused a request.", { cause: error, retry: false });
}
