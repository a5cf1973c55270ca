import type { SearchParams } from "@stylegence/contracts/query";
import type { SearchResponse } from "@stylegence/contracts/search";
import { ApiError } from "../../api/client.ts";
import { api } from "../../server/api.ts";
import { changed, type SearchState, toParams } from "./state.ts";

/**
 * What a results page shows. Asked by the page itself, not by a component: what fails there can still become an error page.
 * A cursor is good for one query, and not for ever: one that no longer is begins the list anew.
 */
export async function find(state: SearchState, preset: Partial<SearchParams> = {}): Promise<SearchResponse> {
  return api.search(toParams(state, preset)).catch((error: unknown) => {
    if (!(error instanceof ApiError) || error.status !== 400 || !state.cursor) throw error;
    return api.search(toParams(changed(state, {}), preset));
  });
}
