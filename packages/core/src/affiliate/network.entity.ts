import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";
import type { Network, Programme } from "./network.ts";

/** Networks and programmes are few, and read as a whole: they lie in one partition. */
export const affiliateNetwork = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "affiliateNetwork", version: "1", service: "stylegence" },
        attributes: {
          network: { type: "string", required: true },
          config: { type: CustomAttributeType<Network>("any"), required: true },
          updatedAt: { type: "string", required: true },
          /** Constant. */
          list: { type: "string", required: true, default: "affiliates" },
        },
        indexes: { primary: { pk: { field: "pk", composite: ["list"] }, sk: { field: "sk", composite: ["network"] } } },
      },
      options,
    ),
);

export const affiliateProgramme = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "affiliateProgramme", version: "1", service: "stylegence" },
        attributes: {
          shop: { type: "string", required: true },
          config: { type: CustomAttributeType<Programme>("any"), required: true },
          updatedAt: { type: "string", required: true },
          /** Constant. */
          list: { type: "string", required: true, default: "affiliates" },
        },
        indexes: { primary: { pk: { field: "pk", composite: ["list"] }, sk: { field: "sk", composite: ["shop"] } } },
      },
      options,
    ),
);

export type NetworkItem = EntityItem<ReturnType<typeof affiliateNetwork>>;
export type ProgrammeItem = EntityItem<ReturnType<typeof affiliateProgramme>>;
