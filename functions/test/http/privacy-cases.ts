import { ERASURE_PHRASE } from "@stylegence/contracts/privacy";
import { pseudonymOf } from "@stylegence/core/platform/pseudonym";
import * as Export from "@stylegence/core/privacy/export";
import * as Shopper from "@stylegence/core/shopper/shopper";
import { tombstone } from "@stylegence/core/shopper/tombstone.entity";
import type { ShopperCase } from "./shopper-cases.ts";
import { PEOPLE, type World } from "./shopper-world.ts";

const NOBODYS = "exp_01JZZZZZZZZZZZZZZZZZZZZZZZ";

export const privacyCases: Record<string, (world: World) => Promise<ShopperCase>> = {
  requestExport: async () => ({ good: { path: "/me/exports", body: {} }, status: 202 }),
  listExports: async () => ({
    good: { path: "/me/exports?limit=5" },
    bad: [
      { call: { path: "/me/exports?limit=51" }, field: "limit" },
      { call: { path: "/me/exports?cursor=AAAA" }, field: "cursor" },
    ],
  }),
  getExport: async (world) => {
    const { exportId } = await world.as("ana", turn(world));
    const { exportId: foreign } = await world.as("bela", turn(world));
    return {
      good: { path: `/me/exports/${exportId}` },
      foreign: [{ path: `/me/exports/${foreign}` }, { path: `/me/exports/${NOBODYS}` }],
    };
  },
  requestErasure: async (world) => {
    const path = "/me/erasure";
    return {
      after: () =>
        world.as("ana", async () => {
          await tombstone()
            .delete({ idHash: pseudonymOf(PEOPLE.ana) })
            .go();
          await Shopper.ensure();
        }),
      good: { path, body: { confirm: ERASURE_PHRASE } },
      status: 202,
      bad: [
        { call: { path, body: {} }, field: "confirm" },
        { call: { path, body: { confirm: "yes" } }, field: "confirm" },
      ],
    };
  },
};

/** Each row may ask for one: an hour has passed since the last. */
function turn(world: World) {
  world.stage.clock.advance({ minutes: 61 });
  return () => Export.request();
}
