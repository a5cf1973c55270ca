import { DomainError } from "../platform/errors.ts";
import type { SearchDocument } from "./document.ts";
import { ask } from "./engine.ts";

export interface Write {
  /** An alias: a write never makes an index by its name. */
  index: string;
  groupId: string;
  rev: number;
  /** Null removes it. */
  document: SearchDocument | null;
}

export type Written = "written" | "outdated" | "no_index";

interface Item {
  status: number;
  error?: { type: string; reason: string };
}
type Response = { items: { index?: Item; delete?: Item }[] };

const TIMEOUT_MS = 12_000;

/**
 * Sends writes under external versions: one that is older than what the index holds, removals included, changes nothing. One
 * outcome a write: an error is `unavailable` where it could not be done now, `internal` where the engine refuses it for good.
 * Throws `unavailable` when the engine does not answer.
 */
export async function bulk(writes: readonly Write[]): Promise<(Written | DomainError)[]> {
  const { body } = await ask<Response>({
    method: "POST",
    path: "/_bulk?require_alias=true&filter_path=items.*.status,items.*.error.type,items.*.error.reason",
    body: writes.flatMap(lines),
    timeoutMs: TIMEOUT_MS,
  });
  if (body.items.length !== writes.length) throw new DomainError("unavailable", "The index answered in part.");
  return body.items.map((item) => outcome(item.index ?? item.delete));
}

function lines({ index, groupId, rev, document }: Write): object[] {
  const meta = { _index: index, _id: groupId, version: rev, version_type: "external_gte", require_alias: true };
  return document ? [{ index: meta }, document] : [{ delete: meta }];
}

function outcome(item: Item | undefined): Written | DomainError {
  if (item?.error?.type === "index_not_found_exception") return "no_index";
  // Nothing to remove is as good as removed.
  if (item && (item.status < 300 || item.status === 404)) return "written";
  if (item?.status === 409) return "outdated";
  const context = { status: item?.status, type: item?.error?.type, reason: item?.error?.reason };
  if (item?.status === 429 || (item?.status ?? 500) >= 500) {
    return new DomainError("unavailable", "The index is busy.", { context });
  }
  return new DomainError("internal", "The index refused a document.", { context, retry: false });
}
