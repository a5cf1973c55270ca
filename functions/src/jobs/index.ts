import { GroupChanged } from "@stylegence/core/catalog/group.events";
import { indexGroup } from "@stylegence/core/search/indexer";
import { consumer } from "../platform/consumer.ts";

/** Queue `index`: brings groups' documents up to date. A group that is named several times is indexed once. */
export const handler = consumer("index", GroupChanged, (bodies) => {
  const indexed = new Map<string, Promise<string>>();
  for (const { groupId } of bodies) {
    if (!indexed.has(groupId)) indexed.set(groupId, indexGroup(groupId));
  }
  return Promise.allSettled(bodies.map(async ({ groupId }) => ({ groupId, outcome: await indexed.get(groupId) })));
});
