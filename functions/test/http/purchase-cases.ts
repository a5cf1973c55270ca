import * as Uploads from "@stylegence/core/upload/upload";
import type { ShopperCase } from "./shopper-cases.ts";
import type { Person, World } from "./shopper-world.ts";

const FILE = { kind: "receipt", contentType: "image/png", bytes: 1000 } as const;
const nobodys = `upl_${"0".repeat(26)}`;
const nothing = `prd_${"0".repeat(26)}`;

let made = 0;

/** An upload that its owner announced, and sent where it is complete. */
async function uploadOf(world: World, who: Person, complete = false): Promise<string> {
  made += 1;
  return world.as(who, async () => {
    const links = async () => ({ put: async () => ({ url: "https://bucket.example", headers: {} }) });
    const { upload } = await Uploads.begin({ ...FILE, key: `case-${who}-${made}`.padEnd(16, "_") }, links);
    if (complete) await Uploads.complete(upload.uploadId);
    return upload.uploadId;
  });
}

export const purchaseCases: Record<string, (world: World) => Promise<ShopperCase>> = {
  beginUpload: async () => {
    const path = "/me/uploads";
    const body = { ...FILE, key: "a-key-of-the-client" };
    const bad = (change: object, field: string) => ({ call: { path, body: { ...body, ...change } }, field });
    return {
      good: { path, body },
      status: 201,
      bad: [
        bad({ key: "short" }, "key"),
        bad({ kind: "wardrobe" }, "kind"),
        bad({ contentType: "image/svg+xml" }, "contentType"),
        bad({ contentType: "text/html" }, "contentType"),
        bad({ bytes: 0 }, "bytes"),
        bad({ bytes: 10_000_001 }, "bytes"),
        bad({ bytes: 1.5 }, "bytes"),
        bad({ sha256: "no hash" }, "sha256"),
        bad({ kind: "review_image", contentType: "application/pdf" }, "contentType"),
      ],
    };
  },
  getUpload: async (world) => ({
    good: { path: `/me/uploads/${await uploadOf(world, "ana")}` },
    foreign: [
      { path: `/me/uploads/${await uploadOf(world, "bela")}` },
      { path: `/me/uploads/${nobodys}` },
      { path: "/me/uploads/upl_1" },
    ],
  }),
  completeUpload: async (world) => ({
    good: { path: `/me/uploads/${await uploadOf(world, "ana")}/complete`, body: {} },
    status: 202,
    foreign: [
      { path: `/me/uploads/${await uploadOf(world, "bela")}/complete`, body: {} },
      { path: `/me/uploads/${nobodys}/complete`, body: {} },
    ],
  }),
  listPurchases: async () => ({
    good: { path: "/me/purchases?limit=5" },
    bad: [
      { call: { path: "/me/purchases?cursor=AAAA" }, field: "cursor" },
      { call: { path: "/me/purchases?limit=0" }, field: "limit" },
    ],
  }),
  claimPurchase: async (world) => {
    const path = "/me/purchases";
    const { groupId } = world;
    const receipt = (uploadId: string) => ({ path, body: { groupId, method: "receipt_upload", uploadId } });
    return {
      good: receipt(await uploadOf(world, "ana", true)),
      status: 202,
      bad: [
        { call: { path, body: { groupId, method: "receipt_upload" } }, field: "uploadId" },
        { call: { path, body: { groupId, method: "self_report", uploadId: nobodys } }, field: "uploadId" },
        { call: { path, body: { groupId, method: "affiliate" } }, field: "method" },
        { call: { path, body: { groupId: "prd_1", method: "self_report" } }, field: "groupId" },
        { call: receipt("upl_1"), field: "uploadId" },
        { call: receipt(await uploadOf(world, "ana")), field: "uploadId" },
      ],
      foreign: [
        receipt(await uploadOf(world, "bela", true)),
        receipt(nobodys),
        { path, body: { groupId: nothing, method: "self_report" } },
        { path, body: { groupId, variantId: `var_${"0".repeat(26)}`, method: "self_report" } },
      ],
    };
  },
};
