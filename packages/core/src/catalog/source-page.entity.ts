import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/**
 * What one shop's page says of the garment. It lies with the group so that a product page knows when each shop was last
 * looked at without a further read, and so that an unchanged page costs one small write.
 */
export const sourcePage = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "sourcePage", version: "1", service: "stylegence" },
        attributes: {
          groupId: { type: "string", required: true },
          sourceId: { type: "string", required: true },
          pageKey: { type: "string", required: true },
          url: { type: "string", required: true },
          /** The shop's display name when the page was last looked at, so that showing it takes no further read. */
          sourceName: { type: "string" },
          title: { type: "string", required: true },
          /** The claims on identities that came from this page. */
          joinKeys: { type: "list", items: { type: "string" }, required: true },
          /** Where its title entry lies, if it has one. */
          block: { type: "string" },
          lastCheckedAt: { type: "string", required: true },
          createdAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            collection: "product",
            pk: { field: "pk", composite: ["groupId"] },
            sk: { field: "sk", composite: ["sourceId", "pageKey"] },
          },
        },
      },
      options,
    ),
);

export type SourcePage = EntityItem<ReturnType<typeof sourcePage>>;
