import fc from "fast-check";
import { expect, it } from "vitest";
import { idOf, readSeen, type SeenProduct, withSeen } from "./seen.ts";

const product = (id: number, change: Partial<SeenProduct> = {}): SeenProduct => ({
  path: `/p/prd_${id}/a-kurta`,
  title: "A kurta",
  brand: "Vanya",
  price: "₹1,499",
  image: "/media/p/img_1/320.webp",
  colour: "#aabbcc",
  ...change,
});

it("keeps the latest twelve, each product once, however often and under whatever title it was seen", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 60 }), (visits) => {
      const list = visits.reduce<SeenProduct[]>(
        (kept, id, at) => withSeen(kept, product(id, { path: `/p/prd_${id}/title-${at}` })),
        [],
      );
      const expected = [...new Set(visits.toReversed())].slice(0, 12).map((id) => `prd_${id}`);
      expect(list.map(idOf)).toEqual(expected);
    }),
  );
});

it.each([
  ["nothing", null],
  ["no JSON", "{"],
  ["no list", '{"a":1}'],
  ["other things", '[1,null,"x",{"path":"/p/prd_1"}]'],
  ["an address elsewhere", JSON.stringify([product(1, { path: "https://evil.example/p/prd_1" })])],
  ["a script", JSON.stringify([product(1, { path: "javascript:alert(1)" })])],
])("reads %s as an empty list", (_, stored) => {
  expect(readSeen(stored)).toEqual([]);
});

it("reads back what was written", () => {
  const list = withSeen([product(2)], product(1));
  expect(readSeen(JSON.stringify(list))).toEqual(list);
});
