import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type AnyEntity, allEntities, nameAttributes, otherNames, sampleOf } from "../../test/personal.ts";
import type { Holding } from "./holding.ts";
import { holdings, pages } from "./registry.ts";

const TOOLS = { disconnect: async () => {}, unpublish: async () => {} };

let harness: Harness;
let entities: Map<string, AnyEntity>;

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  entities = await harness.run(allEntities);
});
afterAll(() => harness.close());

async function itemsOf(from: Holding, userId: string) {
  const found = [];
  for await (const items of pages(from, userId)) found.push(...items);
  return found;
}

describe("the registry of what is held of shoppers", () => {
  it("knows every entity that has an attribute with a shopper's id", () => {
    const personal = [...entities.values()].filter((entity) => nameAttributes(entity).length > 0);
    expect(personal.length).toBeGreaterThan(10);
    const known = new Set(holdings.map(({ entity }) => entity));
    expect(personal.map(({ schema }) => schema.model.entity).filter((name) => !known.has(name))).toEqual([]);
    expect([...known].filter((name) => !entities.has(name))).toEqual([]);
    expect(known.size).toBe(holdings.length);
  });

  it.each(holdings)("finds each $entity by whoever it names, and erases it for good", (from) =>
    harness.run(async () => {
      const entity = entities.get(from.entity)!;
      const names = nameAttributes(entity);
      for (const attribute of names.length > 0 ? names : [null]) {
        const userId = `user_Ana${attribute ?? ""}`;
        const others = Object.fromEntries(names.map((name) => [name, `user_Other${name}`]));
        const own = {
          ...otherNames(userId),
          ...others,
          ...(attribute && { [attribute]: userId }),
          ...invited(attribute, userId),
        };
        await entity.put(sampleOf(entity, `${from.entity}-${attribute}`, own)).go();
        const found = await itemsOf(from, userId);
        expect([attribute, found.length]).toEqual([attribute, 1]);
        expect(await itemsOf(from, "user_Nobody")).toEqual([]);
        if (from.erase === "kept") continue;
        await from.erase(found, userId, TOOLS);
        expect(await itemsOf(from, userId)).toEqual([]);
      }
    }),
  );

  it("finds all of many, however they are found", () =>
    harness.run(async () => {
      for (const name of ["wishlistItem", "outbox"]) {
        const from = holdings.find(({ entity }) => entity === name)!;
        const entity = entities.get(name)!;
        const many = Array.from({ length: 230 }, (_, at) =>
          sampleOf(entity, `many-${at}`, { userId: "user_Many", byUserId: "user_Many" }),
        );
        await Promise.all(many.map((item) => entity.put(item).go()));
        const key = name === "outbox" ? "outboxId" : "variantId";
        const found = new Set((await itemsOf(from, "user_Many")).map((item) => item[key]));
        expect([name, found.size]).toEqual([name, 230]);
      }
    }));

  it("names no shopper in what it keeps, and nothing unlimited of it", async () => {
    const kept = holdings.filter(({ erase }) => erase === "kept").map(({ entity }) => entity);
    expect(kept).toEqual(["affiliateConversion", "rewardEntry", "referralMark", "audit", "tombstone", "erasure"]);
  });
});

/** An invitation that was answered is found by the one key of whom it was for. */
function invited(attribute: string | null, userId: string) {
  return attribute === "inviteeUserId" ? { invitedKey: userId } : {};
}
