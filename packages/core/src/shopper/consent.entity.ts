import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";
import { CONSENT_FLAGS } from "./consent-flag.ts";

/** That a consent was given or withdrawn. Never changed; a shopper's lie in their partition. */
export const consentRecord = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "consentRecord", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          consentId: { type: "string", required: true },
          flag: { type: CONSENT_FLAGS, required: true },
          granted: { type: "boolean", required: true },
          /** Of the text that was shown. */
          version: { type: "string", required: true },
          /** `age`: ended because the shopper is not known to be an adult. */
          reason: { type: ["settings", "age"] as const, required: true },
          /** Who acted as the shopper. */
          actUserId: { type: "string" },
          at: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["consentId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type ConsentRecord = EntityItem<ReturnType<typeof consentRecord>>;
