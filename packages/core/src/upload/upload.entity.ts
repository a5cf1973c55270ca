import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

export const UPLOAD_KINDS = ["receipt", "review_image"] as const;
export const UPLOAD_STATES = ["waiting", "pending", "validated", "rejected"] as const;

/** A stored form of what was uploaded, by its place below the upload's own folder. */
export interface StoredFile {
  name: string;
  contentType: string;
  /** Pixels; of pictures only. */
  width?: number;
  height?: number;
}

/** A file that a shopper sends, from when they ask to until it goes. Its id is made of the shopper and the client's own key. */
export const upload = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "upload", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          uploadId: { type: "string", required: true },
          /** Counts its writes: each is made under the condition that nobody else wrote since. */
          rev: { type: "number", required: true },
          kind: { type: UPLOAD_KINDS, required: true },
          state: { type: UPLOAD_STATES, required: true },
          /** As the client said, which must come true. */
          contentType: { type: "string", required: true },
          bytes: { type: "number", required: true },
          sha256: { type: "string" },
          /** Of what came. */
          foundSha256: { type: "string" },
          files: { type: CustomAttributeType<StoredFile[]>("any") },
          dominantColour: { type: "string" },
          /** Why it was rejected, for people. */
          reason: { type: "string" },
          /** Receipts that are claimed with it. A few at most. */
          claims: { type: CustomAttributeType<string[]>("any"), required: true },
          publishedAt: { type: "string" },
          createdAt: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
          /** When it goes with its files; "never" while it is in use, or nothing came. */
          dueDay: { type: "string", required: true },
          dueAt: { type: "string", required: true },
          /** Only while nothing came: the bucket forgets by itself then. */
          expiresAt: { type: "number" },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["uploadId"], casing: "none" },
          },
          byDue: {
            index: "gsi1",
            condition: (item: { dueDay?: string }) => item.dueDay !== "never",
            pk: { field: "gsi1pk", composite: ["dueDay"] },
            sk: { field: "gsi1sk", composite: ["dueAt", "uploadId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type Upload = EntityItem<ReturnType<typeof upload>>;

/** What a shopper sent on one day. */
export const uploadQuota = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "uploadQuota", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          day: { type: "string", required: true },
          count: { type: "number" },
          bytes: { type: "number" },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["day"] },
          },
        },
      },
      options,
    ),
);
