import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { money } from "../platform/attributes.ts";
import { lazily } from "../platform/table.ts";
import type { Progress } from "./progress.ts";
import { ROW_STATES } from "./report.ts";

/** One row of a network's: several may be of one order, and several of one conversion. */
export const affiliateRow = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "affiliateRow", version: "1", service: "stylegence" },
        attributes: {
          network: { type: "string", required: true },
          transactionId: { type: "string", required: true },
          conversionId: { type: "string", required: true },
          told: { type: ROW_STATES },
          confirmed: { type: ROW_STATES },
          /** The network's own word for the latest of it. */
          word: { type: "string", required: true },
          sale: money,
          commission: money,
          voice: { type: CustomAttributeType<NonNullable<Progress["voice"]>>("any") },
          /** How often it changed: each change is an `affiliateChange`. */
          changes: { type: "number", required: true },
          rev: { type: "number", required: true },
          createdAt: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["network", "transactionId"], casing: "none" },
            sk: { field: "sk", composite: [] },
          },
          byConversion: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["conversionId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["createdAt", "transactionId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

/** One change of a row, and what it moved; written once, never changed. */
export const affiliateChange = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "affiliateChange", version: "1", service: "stylegence" },
        attributes: {
          conversionId: { type: "string", required: true },
          transactionId: { type: "string", required: true },
          change: { type: "number", required: true },
          callbackId: { type: "string", required: true },
          word: { type: "string", required: true },
          told: { type: ROW_STATES },
          confirmed: { type: ROW_STATES },
          commission: money,
          /** Points that it moved. */
          pending: { type: "number", required: true },
          spendable: { type: "number", required: true },
          at: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["conversionId"], casing: "none" },
            sk: { field: "sk", composite: ["at", "transactionId", "change"], casing: "none" },
          },
        },
      },
      options,
    ),
);

/**
 * What a row and those that correct it come to together, and the points that were given for it. Whose it is, is said by its click;
 * here a hash stands for them, so that it stays as it is when they are erased.
 */
export const affiliateConversion = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "affiliateConversion", version: "1", service: "stylegence" },
        attributes: {
          conversionId: { type: "string", required: true },
          network: { type: "string", required: true },
          /** Id of the first of its rows at the network. */
          actionId: { type: "string", required: true },
          orderId: { type: "string" },
          clickId: { type: "string", required: true },
          shop: { type: "string", required: true },
          /** Nobody where the click was nobody's. */
          holder: { type: "string" },
          /** Of all its commissions; absent until one is told. */
          currency: { type: "string" },
          state: { type: ["pending", "approved", "ended"] as const, required: true },
          /** How often it became approved. */
          approvals: { type: "number", required: true },
          /** Commissions of its rows, by what these count as; minor units. */
          pendingSum: { type: "number", required: true },
          approvedSum: { type: "number", required: true },
          /** Points that stand for it in the ledger. */
          pendingPoints: { type: "number", required: true },
          spendablePoints: { type: "number", required: true },
          occurredAt: { type: "string", required: true },
          rev: { type: "number", required: true },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["conversionId"], casing: "none" },
            sk: { field: "sk", composite: [] },
          },
          byNetwork: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["network"] },
            sk: { field: "gsi1sk", composite: ["updatedAt", "conversionId"], casing: "none" },
          },
          byHolder: {
            index: "gsi2",
            pk: { field: "gsi2pk", composite: ["holder"] },
            sk: { field: "gsi2sk", composite: ["occurredAt", "conversionId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type Row = EntityItem<ReturnType<typeof affiliateRow>>;
export type Change = EntityItem<ReturnType<typeof affiliateChange>>;
export type Conversion = EntityItem<ReturnType<typeof affiliateConversion>>;
