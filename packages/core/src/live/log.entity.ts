import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** That a topic is followed, or was not long ago: the head of its log. A topic without one is told nothing. */
export const liveTopic = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "liveTopic", version: "1", service: "stylegence" },
        attributes: {
          topic: { type: "string", required: true },
          /** The shopper whose topic it is; absent where it is shared. */
          userId: { type: "string" },
          /** Another name for each new beginning, so that ids of a former log are known for what they are. */
          epoch: { type: "string", required: true },
          /** Number of the last event. */
          last: { type: "number", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["topic"], casing: "none" }, sk: { field: "sk", composite: [] } },
        },
      },
      options,
    ),
);

export type LiveTopic = EntityItem<ReturnType<typeof liveTopic>>;

/** One event of a topic's log. Numbers have no gaps. */
export const liveEvent = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "liveEvent", version: "1", service: "stylegence" },
        attributes: {
          topic: { type: "string", required: true },
          userId: { type: "string" },
          epoch: { type: "string", required: true },
          number: { type: "number", required: true, padding: { length: 12, char: "0" } },
          kind: { type: "string", required: true },
          at: { type: "string", required: true },
          data: { type: CustomAttributeType<Record<string, string | number | boolean>>("any") },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["topic"], casing: "none" },
            sk: { field: "sk", composite: ["epoch", "number"] },
          },
        },
      },
      options,
    ),
);

export type LiveEvent = EntityItem<ReturnType<typeof liveEvent>>;

/** Which number a change got: the same change, told twice, gets no second one. */
export const liveMark = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "liveMark", version: "1", service: "stylegence" },
        attributes: {
          topic: { type: "string", required: true },
          userId: { type: "string" },
          key: { type: "string", required: true },
          epoch: { type: "string", required: true },
          number: { type: "number", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["topic"], casing: "none" },
            sk: { field: "sk", composite: ["key"] },
          },
        },
      },
      options,
    ),
);
