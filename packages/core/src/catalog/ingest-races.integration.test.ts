import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, aVariant, gtinOf, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { ingest } from "./ingest.ts";
import { pricePoint } from "./price-point.entity.ts";
import * as Product from "./product.ts";

let harness: Harness;
let round = 0;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());
beforeEach(() => {
  round++;
  harness.clock.advance({ days: 1 });
});

const at = (sourceId: string, path = "kurta") => ({
  sourceId,
  url: `https://${sourceId}.example/${round}/${path}`,
  checkedAt: harness.clock.now().toISOString(),
  via: "crawl" as const,
});
const garment = (change: Parameters<typeof aProduct>[0] = {}) => aProduct({ brand: `Brand ${round}`, ...change });
const groups = async () =>
  (await harness.items()).filter((item) => item.__edb_e__ === "productGroup" && item.brandName === `Brand ${round}`);

describe("ingests at once", () => {
  it("of one new page make one group, one listing and one point", () =>
    harness.run(async () => {
      const results = await Promise.all(Array.from({ length: 6 }, () => ingest(garment(), at("shop-a"))));
      const ids = new Set(results.map((result) => result.groupId));
      expect(ids.size).toBe(1);
      expect(results.filter((result) => result.outcome === "new")).toHaveLength(1);
      const [groupId] = ids;
      expect((await Product.read(groupId!)).listings).toHaveLength(1);
      expect((await pricePoint().query.primary({ groupId: groupId! }).go()).data).toHaveLength(1);
    }));

  it("of one changed page make one point", () =>
    harness.run(async () => {
      const { groupId } = await ingest(garment(), at("shop-a"));
      harness.clock.advance({ hours: 1 });
      const cheaper = garment({ price: inr(999) });
      await Promise.all(Array.from({ length: 6 }, () => ingest(cheaper, at("shop-a"))));
      const points = (await pricePoint().query.primary({ groupId: groupId! }).go()).data;
      expect(points.map((point) => point.price?.amount)).toEqual([149_900, 99_900]);
    }));

  it.each([
    ["GTIN", { gtin: gtinOf(4711) }, { gtin: gtinOf(4711), name: "Kurta by another name" }],
    ["style code", { styleCode: "VN-1234" }, { styleCode: "vn 1234", name: "Something else entirely kurta" }],
    ["title", {}, { name: "Floral Printed Straight Cotton Kurta for Women" }],
  ])("of two shops that show a new garment make one group by %s", (_, one, other) =>
    harness.run(async () => {
      const [a, b] = await Promise.all([ingest(garment(one), at("shop-a")), ingest(garment(other), at("shop-b"))]);
      expect(a.groupId).toBe(b.groupId);
      expect(await groups()).toHaveLength(1);
      expect((await Product.read(a.groupId!)).listings.map((l) => l.sourceId).sort()).toEqual(["shop-a", "shop-b"]);
    }),
  );

  it("of ten garments of one brand and kind all get through", () =>
    harness.run(async () => {
      const names = "Floral,Striped,Checked,Ikat,Paisley,Solid,Bandhani,Leheriya,Embroidered,Geometric".split(",");
      const results = await Promise.all(
        names.map((name) => ingest(garment({ name: `Women ${name} Straight Cotton Kurta` }), at("shop-a", name))),
      );
      expect(results.map((result) => result.outcome)).toEqual(names.map(() => "new"));
      expect(await groups()).toHaveLength(names.length);
    }));
});

describe("an ingest that is cut off", () => {
  const many = () =>
    garment({
      variants: Array.from({ length: 120 }, (_, i) =>
        aVariant({ size: { system: "EU", label: String(i + 1), raw: String(i + 1) } }),
      ),
    });

  /** The same table through a client that breaks off after so many transactions. */
  const cutAfter = (count: number): DynamoDBDocumentClient => {
    let left = count;
    return new Proxy(harness.documents, {
      get: (target, name, receiver) => {
        if (name !== "send") return Reflect.get(target, name, receiver);
        return (command: unknown) => {
          if (command instanceof TransactWriteCommand && left-- <= 0) throw new Error("The worker was killed.");
          return target.send(command as never);
        };
      },
    });
  };

  const stateOf = async (groupId: string) => {
    const product = await Product.read(groupId);
    const points = (await pricePoint().query.primary({ groupId }).go({ pages: "all" })).data;
    return {
      options: product.listings.map((l) => [l.optionKey, l.price?.amount, l.availability]).sort(),
      variants: product.variants.length,
      points: points.map((p) => p.price?.amount),
    };
  };

  it.each([1, 2, 3])("after %i transactions ends up the same when it is run again", (count) =>
    harness.run(async () => {
      const cut = harness.run(() => ingest(many(), at("shop-a")), { documents: cutAfter(count) });
      await expect(cut).rejects.toThrow("killed");
      expect(await groups()).toHaveLength(1);
      const { groupId, outcome } = await ingest(many(), at("shop-a"));
      expect(outcome).toBe("changed");
      expect((await ingest(many(), at("shop-a"))).outcome).toBe("unchanged");
      const whole = await ingest({ ...many(), brand: `Other ${round} ${count}` }, at("shop-b"));
      expect(await stateOf(groupId!)).toEqual(await stateOf(whole.groupId!));
    }),
  );
});
