import type { Fault } from "@stylegence/crawler/fault";
import * as Discontinue from "../catalog/discontinue.ts";
import { context } from "../platform/context.ts";
import type { DomainConfig } from "./domain.ts";
import * as Domain from "./domain.ts";
import type { Frontier } from "./frontier.entity.ts";
import * as Frontiers from "./frontier.ts";
import * as State from "./state.ts";

/** What one look at an address brought, and how its entry goes on. */
export interface Look {
  outcome: "new" | "changed" | "unchanged" | "discovered" | "refused" | "folded" | "gone" | "error" | "forbidden";
  /** What was wrong, in a word of its own for each: logs and alarms count by it. */
  fault?: Fault;
  groupId?: string;
  notes: string[];
  added?: number;
  next: (current: Frontier) => Frontier;
}

/** Nothing new: the check is noted with the product, and nothing else written. */
export async function unchanged(entry: Frontier, config: DomainConfig, seen: Partial<State.Seen>): Promise<Look> {
  const at = context().now().toISOString();
  const groupId = entry.kind === "page" ? await Discontinue.noteCheck(entry.sourceId, entry.url, at) : null;
  const change = { changed: false, seen: { ...seen, pending: entry.pending } };
  return {
    outcome: "unchanged",
    groupId: groupId ?? undefined,
    notes: [],
    next: (current) => State.checked(current, config, change),
  };
}

/** This address stands for another: that one gets an entry of its own, and this one is left alone. */
export async function fold(entry: Frontier, config: DomainConfig, address: string, why: string): Promise<Look> {
  const { sourceId, kind, depth, domain } = entry;
  const targetId = Frontiers.idOf(address);
  const home = await Domain.forUrl(address);
  if (home?.domain !== config.domain || !Domain.allows(config, address)) {
    return refuse(`${why} ${address} is not to be crawled.`, "not_followed");
  }
  const { added } = await Frontiers.add([{ url: address, domain, sourceId, kind, depth }]);
  if (entry.groupId) await passOn(entry, targetId);
  return { outcome: "folded", notes: [why, address], added, next: (current) => State.folded(current, targetId) };
}

/** Whoever reads the other address next sees to the product that lay here. */
async function passOn(entry: Frontier, targetId: string): Promise<void> {
  const nextCheckAt = context().now().toISOString();
  await Frontiers.update(targetId, (target) => ({
    ...target,
    formerUrl: entry.url,
    nextCheckAt: [target.nextCheckAt, nextCheckAt].sort()[0]!,
  }));
}

/** What the shop answered is of no use: tried again later. */
export function refuse(reason: string, fault?: Fault): Look {
  const spread = Math.random();
  return {
    outcome: "error",
    ...(fault && { fault }),
    notes: [reason],
    next: (current) => State.failed(current, reason, { spread }),
  };
}
