import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";
import type { Match } from "./match.ts";
import type { Reading } from "./reading.ts";

export const RECEIPT_STATES = ["waiting", "reading", "review", "confirmed", "refused"] as const;

/** What the receipt is claimed for, as a list shows it. */
export interface ReceiptSubject {
  title: string;
  /** Address of a picture. */
  image?: string;
}

/** That a shopper claims to have bought a garment, by a receipt. Its id is made of the upload and the garment. */
export const receipt = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "receipt", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          receiptId: { type: "string", required: true },
          /** Counts its writes: each is made under the condition that nobody else wrote since. */
          rev: { type: "number", required: true },
          uploadId: { type: "string", required: true },
          groupId: { type: "string", required: true },
          variantId: { type: "string" },
          subject: { type: CustomAttributeType<ReceiptSubject>("any"), required: true },
          state: { type: RECEIPT_STATES, required: true },
          /** Why it was refused, for people; why it is looked at, for staff. */
          reason: { type: "string" },
          reading: { type: CustomAttributeType<Reading>("any") },
          match: { type: CustomAttributeType<Match>("any") },
          createdAt: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
          decidedAt: { type: "string" },
          decidedBy: { type: ["matching", "staff"] as const },
          /** Some time after the decision. */
          expiresAt: { type: "number" },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["receiptId"], casing: "none" },
          },
          byTime: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["userId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["createdAt", "receiptId"], casing: "none" },
          },
          /** Oldest first, for staff. */
          byState: {
            index: "gsi2",
            pk: { field: "gsi2pk", composite: ["state"] },
            sk: { field: "gsi2sk", composite: ["createdAt", "receiptId"], casing: "none" },
          },
          byId: {
            index: "gsi3",
            pk: { field: "gsi3pk", composite: ["receiptId"], casing: "none" },
            sk: { field: "gsi3sk", composite: [] },
          },
        },
      },
      options,
    ),
);

export type Receipt = EntityItem<ReturnType<typeof receipt>>;

/**
 * What a confirmed receipt has used up: the file, the order and the line. Whose it is is a hash, so that it still holds when they are
 * erased, and names nobody.
 */
export const receiptMark = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "receiptMark", version: "1", service: "stylegence" },
        attributes: {
          mark: { type: "string", required: true },
          /** Hash of the shopper, or id of the claim where it serves one alone. */
          owner: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["mark"], casing: "none" }, sk: { field: "sk", composite: [] } },
        },
      },
      options,
    ),
);
