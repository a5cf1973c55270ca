import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { size } from "../platform/attributes.ts";
import { lazily } from "../platform/table.ts";
import { BODY_TYPES } from "../shopper/metric.ts";
import { isCounted, REASONS, STATES, type State } from "./state.ts";
import { FITS, type Share } from "./tally.ts";

const number = { type: "number" } as const;

/** How a purchase is known. */
export const VERIFICATIONS = ["affiliate", "marketplace", "receipt_upload", "self_report"] as const;

export interface ReviewImage {
  uploadId: string;
  /** Public pictures of it, narrowest first, by keys below the address of pictures; empty until it is published. */
  renditions: { width: number; key: string }[];
  /** Pixels of the widest. */
  width?: number;
  height?: number;
}

/** What a shopper says of a garment. Always written whole, so that its indexes agree with it. */
export const review = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "review", version: "1", service: "stylegence" },
        attributes: {
          reviewId: { type: "string", required: true },
          /** Counts its writes: each is made under the condition that nobody else wrote since. */
          rev: { type: "number", required: true },
          /** Empty once the account is erased. */
          userId: { type: "string", required: true },
          groupId: { type: "string", required: true },
          variantId: { type: "string" },
          /** Title of the garment, as its author knew it. */
          product: { type: "string", required: true },
          size,
          colour: { type: "string" },
          state: { type: STATES, required: true },
          reason: { type: REASONS },
          /** 1 to 5. */
          rating: { type: "number", required: true },
          fit: { type: FITS },
          /** In English: what others read. Absent until it is. */
          title: { type: "string" },
          body: { type: "string" },
          /** As it was written, for its author; absent where that is what others read. */
          original: {
            type: "map",
            properties: { title: { type: "string" }, body: { type: "string", required: true } },
          },
          language: { type: "string" },
          /** -1 to 1, in hundredths of one. */
          sentiment: number,
          shareMetrics: { type: "boolean", required: true },
          /** Centimetres and kilograms, and the consent that they are kept under. */
          metrics: {
            type: "map",
            properties: {
              grantId: { type: "string", required: true },
              bodyType: { type: BODY_TYPES },
              heightCm: number,
              weightKg: number,
              bustCm: number,
              waistCm: number,
              hipsCm: number,
            },
          },
          /** Four at most. */
          images: { type: CustomAttributeType<ReviewImage[]>("any"), required: true },
          verified: { type: VERIFICATIONS },
          helpful: { type: "number", required: true },
          /** The same with leading zeros, to be sorted by. */
          helpfulKey: { type: "string", required: true },
          /** Points that it earned, and how often they changed. */
          points: { type: "number", required: true },
          pointMoves: { type: "number", required: true },
          /** What of it is in its product's figures. */
          counted: { type: CustomAttributeType<Share>("any") },
          /** Of what was sent: the same again is the same review. */
          inputHash: { type: "string" },
          /** Of its text, where nobody else may have written it. */
          fingerprint: { type: "string" },
          createdAt: { type: "string", required: true },
          /** Until then, when it was written. */
          publishedAt: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["reviewId"] }, sk: { field: "sk", composite: [] } },
          byShopper: {
            index: "gsi1",
            condition: (item: { userId?: string }) => item.userId !== "",
            pk: { field: "gsi1pk", composite: ["userId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["createdAt", "reviewId"] },
          },
          /** The counted ones alone. */
          byGroup: {
            index: "gsi2",
            condition: (item: { state?: State }) => item.state !== undefined && isCounted(item.state),
            pk: { field: "gsi2pk", composite: ["groupId"] },
            sk: { field: "gsi2sk", composite: ["publishedAt", "reviewId"] },
          },
          byHelpful: {
            index: "gsi3",
            condition: (item: { state?: State }) => item.state !== undefined && isCounted(item.state),
            pk: { field: "gsi3pk", composite: ["groupId"] },
            sk: { field: "gsi3sk", composite: ["helpfulKey", "publishedAt", "reviewId"] },
          },
        },
      },
      options,
    ),
);

export type ReviewRow = EntityItem<ReturnType<typeof review>>;
