import { Entity } from "electrodb";
import { lazily } from "../platform/table.ts";

/** Lets one connection be a shopper's, once. Only the hash of what the browser holds is kept. */
export const liveTicket = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "liveTicket", version: "1", service: "stylegence" },
        attributes: {
          ticketHash: { type: "string", required: true },
          userId: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["ticketHash"] }, sk: { field: "sk", composite: [] } },
          byUser: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["userId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["ticketHash"] },
          },
        },
      },
      options,
    ),
);
