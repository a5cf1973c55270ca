import { documentsAt } from "@stylegence/testing/table";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { group } from "../catalog/group.entity.ts";
import { listing } from "../catalog/listing.entity.ts";
import { embedding } from "../embedding/embedding.entity.ts";
import { parseConfig } from "./config.ts";
import { run } from "./context.ts";
import { newId } from "./ids.ts";
import { attributesOf, kindOf, partitionKey, sortKey } from "./item.ts";

const inContext = <T>(body: () => T): T =>
  run(
    {
      actor: { type: "public" },
      config: parseConfig({ TABLE_NAME: "t" }),
      documents: documentsAt("http://127.0.0.1:9"),
      now: () => new Date(),
      newId,
    },
    body,
  );

const groupIds = fc.integer({ min: 0, max: 2 ** 47 }).map((ms) => newId("prd", ms));

describe("keys", () => {
  it("are those that ElectroDB makes", () => {
    fc.assert(
      fc.property(groupIds, fc.constantFrom("bge-small-en-v1.5-q", "amazon.titan-embed-image-v1"), (groupId, model) => {
        const [head, own, all] = inContext(() => [
          group().get({ groupId }).params() as { Key: object },
          embedding().get({ subjectType: "productGroup", subjectId: groupId, model }).params() as { Key: object },
          group().query.primary({ groupId }).params() as { ExpressionAttributeValues: Record<string, string> },
        ]);
        const pk = partitionKey({ groupId });
        expect(head.Key).toEqual({ pk, sk: sortKey("productGroup", {}, "product") });
        expect(all.ExpressionAttributeValues[":pk"]).toBe(pk);
        const subject = { subjectType: "productGroup", subjectId: groupId };
        expect(own.Key).toEqual({ pk: partitionKey(subject), sk: sortKey("embedding", { model }) });
      }),
      { numRuns: 20 },
    );
  });
});

describe("attributes", () => {
  it("are what ElectroDB reads of an item", () => {
    const stored = {
      groupId: "prd_1",
      listingId: "lst_1",
      variantId: "var_1",
      sourceId: "shop-a",
      pageKey: "/p",
      optionKey: "m",
      url: "https://shop-a.example/p",
      price: { amount: 149_900, currency: "INR" },
      priceContext: "public" as const,
      aboveMrp: false,
      availability: "in_stock" as const,
      createdAt: "2026-11-23T06:00:00.000Z",
      updatedAt: "2026-11-23T06:00:00.000Z",
    };
    const { Item } = inContext(() => listing().put(stored).params() as { Item: Record<string, unknown> });
    expect(kindOf(Item)).toBe("listing");
    expect(attributesOf(Item)).toEqual(stored);
    expect(attributesOf(Item)).toEqual(inContext(() => listing().parse({ Item }).data));
  });
});
