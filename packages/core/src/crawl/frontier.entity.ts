import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** Everything that is crawled: pages, sitemaps, product lists and feeds. Always written whole, so that its indexes agree with it. */
export const frontier = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "crawlFrontier", version: "1", service: "stylegence" },
        attributes: {
          /** Hash of the canonical address. */
          frontierId: { type: "string", required: true },
          /** Counts its writes: each is made under the condition that nobody else wrote since. */
          rev: { type: "number", required: true },
          url: { type: "string", required: true },
          domain: { type: "string", required: true },
          sourceId: { type: "string", required: true },
          kind: { type: ["page", "sitemap", "products_json", "feed"] as const, required: true },
          /** Links between it and a sitemap or whoever added it. */
          depth: { type: "number", required: true },
          status: { type: ["queued", "in_progress", "paused", "error"] as const, required: true },
          shard: { type: "number", required: true },
          /** When it is due, or, in progress, when it is given up for lost and is due again. */
          nextCheckAt: { type: "string", required: true },
          lastCheckedAt: { type: "string" },
          lastChangedAt: { type: "string" },
          /** Changes with every request to visit it; the stream makes a message of that. */
          dispatchId: { type: "string" },
          /** Whoever visits it now, and until when that counts. */
          visitId: { type: "string" },
          visitUntil: { type: "string" },
          /** Of the body, to see a page that did not change without reading it. */
          bodyHash: { type: "string" },
          /** Of the product that was read from it. */
          fingerprint: { type: "string" },
          etag: { type: "string" },
          lastModified: { type: "string" },
          /** A price is held until a second crawl agrees. */
          pending: { type: "boolean" },
          groupId: { type: "string" },
          /** Visited sooner than its own changes ask for: 1 halves the interval. */
          priorityScore: { type: "number" },
          intervalMinutes: { type: "number" },
          /** Of its domain's intervals, when it was handed out. */
          stretch: { type: "number" },
          /** When a shopper last pasted its address; there until they have been answered. */
          awaitedAt: { type: "string" },
          /** Recent looks, those that found a change, and the hours between them; older ones fade. */
          lookCount: { type: "number" },
          changeCount: { type: "number" },
          watchedHours: { type: "number" },
          errorCount: { type: "number", required: true },
          /** How often in a row it answered that it is gone. */
          goneCount: { type: "number" },
          backoffUntil: { type: "string" },
          lastError: { type: "string" },
          /** The entry for the address that this one redirects to or names as canonical. */
          foldedInto: { type: "string" },
          /** An address of a product that was found to lead here, until this one has been read. */
          formerUrl: { type: "string" },
          /** How many entries of a long sitemap have been taken, of the version with that hash. */
          position: { type: "number" },
          createdAt: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["frontierId"] }, sk: { field: "sk", composite: [] } },
          byDue: {
            index: "gsi1",
            condition: (item: { status?: string }) => item.status !== "paused",
            pk: { field: "gsi1pk", composite: ["domain", "shard"] },
            sk: { field: "gsi1sk", composite: ["nextCheckAt"] },
          },
          byStatus: {
            index: "gsi2",
            pk: { field: "gsi2pk", composite: ["domain"] },
            sk: { field: "gsi2sk", composite: ["status", "updatedAt"] },
          },
        },
      },
      options,
    ),
);

export type Frontier = EntityItem<ReturnType<typeof frontier>>;
