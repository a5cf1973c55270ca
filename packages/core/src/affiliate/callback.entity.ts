import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

export const CALLBACK_STATES = ["received", "applied", "parked", "dismissed"] as const;
export type CallbackState = (typeof CALLBACK_STATES)[number];

/** What a network sent, or a page of its list, as it came; stored before anything is made of it, so that it can be read again. */
export const affiliateCallback = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "affiliateCallback", version: "1", service: "stylegence" },
        attributes: {
          callbackId: { type: "string", required: true },
          network: { type: "string", required: true },
          source: { type: ["push", "pull"] as const, required: true },
          method: { type: "string", required: true },
          query: { type: "string", required: true },
          contentType: { type: "string", required: true },
          /** Deflated and in base64 where `packed`. */
          body: { type: "string", required: true },
          packed: { type: "boolean" },
          /** In so many items of its own, where it does not fit into this one. */
          parts: { type: "number" },
          state: { type: CALLBACK_STATES, required: true },
          /** Why it is parked. */
          reason: { type: "string" },
          /** Of its rows: how many there are, and how many changed something when they were last read. */
          rows: { type: "number" },
          changed: { type: "number" },
          receivedAt: { type: "string", required: true },
          settledAt: { type: "string" },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["callbackId"], casing: "none" },
            sk: { field: "sk", composite: [] },
          },
          byState: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["network", "state"] },
            sk: { field: "gsi1sk", composite: ["receivedAt", "callbackId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

/** A piece of a packed payload that one item could not hold. */
export const affiliateCallbackPart = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "affiliateCallbackPart", version: "1", service: "stylegence" },
        attributes: {
          callbackId: { type: "string", required: true },
          part: { type: "number", required: true },
          body: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["callbackId"], casing: "none" },
            sk: { field: "sk", composite: ["part"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type Callback = EntityItem<ReturnType<typeof affiliateCallback>>;
