import type { ShopId } from "../world/listing.ts";
import type { NetworkId } from "./model.ts";
import type { Network } from "./network.ts";
import { ADMITAD } from "./networks/admitad.ts";
import { AWIN } from "./networks/awin.ts";
import { CJ } from "./networks/cj.ts";
import { CUELINKS } from "./networks/cuelinks.ts";
import { IMPACT } from "./networks/impact.ts";
import { RAKUTEN } from "./networks/rakuten.ts";
import { VCOMMISSION } from "./networks/vcommission.ts";

export const NETWORKS: Record<NetworkId, Network> = {
  admitad: ADMITAD,
  awin: AWIN,
  cuelinks: CUELINKS,
  impact: IMPACT,
  rakuten: RAKUTEN,
  cj: CJ,
  vcommission: VCOMMISSION,
};

/** Whose programme each shop is in at first; the other networks know the shops as well. */
export const HOME: Record<ShopId, NetworkId> = {
  threadmill: "admitad",
  vanika: "cuelinks",
  bazaar24: "awin",
  nebula: "impact",
  slowloom: "rakuten",
};
