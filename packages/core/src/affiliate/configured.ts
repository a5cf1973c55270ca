import { attributesOf, type Item, kindOf, partitionKey } from "../platform/item.ts";
import { everyItem } from "../platform/partition.ts";
import type { NetworkItem, ProgrammeItem } from "./network.entity.ts";
import type { Network, Programme } from "./network.ts";

export interface Configuration {
  networks: Map<string, Network>;
  /** By shop. */
  programmes: Map<string, Programme>;
}

/** All networks and programmes; they are few, and one request. */
export async function read(): Promise<Configuration> {
  const items = await everyItem(partitionKey({ list: "affiliates" }));
  return {
    networks: new Map(of<NetworkItem>(items, "affiliateNetwork").map(({ network, config }) => [network, config])),
    programmes: new Map(of<ProgrammeItem>(items, "affiliateProgramme").map(({ shop, config }) => [shop, config])),
  };
}

function of<T>(items: readonly Item[], entity: string): T[] {
  return items.filter((item) => kindOf(item) === entity).map((item) => attributesOf<T>(item));
}
