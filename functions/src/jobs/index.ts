import { GroupChanged } from "@stylegence/core/catalog/group.events";
import { indexAll } from "@stylegence/core/search/indexer";
import { consumer } from "../platform/consumer.ts";

/** Queue `index`: brings a batch's groups up to date in one request. A group that is named several times is indexed once. */
export const handler = consumer("index", GroupChanged, async (bodies) => {
  const groupIds = [...new Set(bodies.map(({ groupId }) => groupId))];
  const results = await indexAll(groupIds);
  const byGroup = new Map(groupIds.map((groupId, at) => [groupId, results[at]!]));
  return bodies.map(({ groupId }) => {
    const result = byGroup.get(groupId)!;
    return result.status === "rejected" ? result : { status: "fulfilled", value: { groupId, outcome: result.value } };
  });
});
