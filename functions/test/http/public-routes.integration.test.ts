import { Problem } from "@stylegence/contracts/problem";
import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type SearchStage, startSearchStage } from "../../../packages/core/test/search-stage.ts";
import { type App, createApp } from "../../src/http/api/create.ts";
import { reads } from "../../src/http/public/core-reads.ts";

import type { Route } from "../../src/http/public/route.ts";
import { routes } from "../../src/http/public/routes.ts";
import { routeCases } from "./route-cases.ts";

let stage: SearchStage;
let app: App;
let groupId: string;

beforeAll(async () => {
  stage = await startSearchStage({ dynamoUrl: inject("dynamoUrl"), searchUrl: inject("searchUrl") });
  app = createApp({
    routes,
    services: { reads },
    within: (_, __, body) => stage.run(body, { actor: { type: "public" } }),
    log: () => {},
  });
  groupId = await stage.sell(aProduct());
  await stage.sell(aProduct({ url: "https://shop-b.example/1", price: inr(1399) }), "shop-b");
  await stage.sell(
    aProduct({
      url: "https://shop-a.example/p/2",
      name: "Women Solid A-line Kurta",
      variants: [aVariant({ price: inr(899) })],
    }),
  );
  await stage.refresh();
});
afterAll(() => stage.close());

const get = (path: string, init?: RequestInit) => app.request(`/api/v1${path.replace("{groupId}", groupId)}`, init);

async function problemOf(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const problem = Problem.parse(await response.json());
  expect(problem.status).toBe(response.status);
  expect(problem.type).toMatch(/^https:\/\/stylegence\.com\/problems\/[a-z_]+$/);
  expect(problem.instance).toBe(response.headers.get("x-request-id"));
  return problem;
}

it("every route has a row of cases, and every row a route", () => {
  expect(Object.keys(routeCases).sort()).toEqual(routes.map(({ id }) => id).sort());
});

describe.each(routes.map((route): [string, Route] => [route.id, route]))("%s", (id, route) => {
  const cases = routeCases[id]!;

  it("answers in the shape of its contract, with headers for caches and browsers", async () => {
    const response = await get(cases.good);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
    const { error } = route.response.safeParse(await response.json());
    expect(error?.issues ?? []).toEqual([]);
    expect(response.headers.get("cache-control")).toBe(route.cacheControl);
    expect(route.cacheControl).toMatch(/^no-store$|^public, max-age=0, s-maxage=\d+, stale-while-revalidate=\d+$/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("says nothing again to whoever has the answer", async () => {
    const tag = (await get(cases.good)).headers.get("etag")!;
    const again = await get(cases.good, { headers: { "if-none-match": `"other", ${tag}` } });
    expect(again.status).toBe(304);
    expect(again.headers.get("etag")).toBe(tag);
    expect(await again.text()).toBe("");
    expect((await get(cases.good, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
  });

  it("answers HEAD without a body", async () => {
    const response = await get(cases.good, { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
  });

  it.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])("refuses %s and says what it takes", async (method) => {
    const response = await get(cases.good, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD");
    expect((await problemOf(response)).type).toMatch(/method_not_allowed$/);
  });

  it("refuses an address beyond all measure", async () => {
    const response = await get(`${cases.good}${cases.good.includes("?") ? "&" : "?"}x=${"y".repeat(5000)}`);
    expect(response.status).toBe(414);
    await problemOf(response);
  });

  it("names what it cannot read", async () => {
    for (const { path, field } of cases.bad) {
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 400]);
      const { type, errors } = await problemOf(response);
      expect(type).toMatch(/invalid$/);
      expect([path, errors?.map((one) => one.field)]).toEqual([path, [field]]);
    }
  });

  it("gives everything that is missing the same answer, byte for byte", async () => {
    const init = { headers: { "x-request-id": "same-request" } };
    const expected = await (await get("/nowhere", init)).text();
    for (const path of cases.missing) {
      const response = await get(path, init);
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.text()).toBe(expected);
    }
  });
});

describe("reading a product", () => {
  it("shows one garment with the offers of both shops, the cheaper first", async () => {
    const product = (await (await get("/products/{groupId}")).json()) as {
      shops: { source: { id: string }; effectivePrice: { amount: number } }[];
    };
    expect(product.shops.map(({ source, effectivePrice }) => [source.id, effectivePrice.amount])).toEqual([
      ["shop-b", 139_900],
      ["shop-a", 149_900],
    ]);
  });

  it("pages through search with the cursor it gives, each product once", async () => {
    const seen: string[] = [];
    let cursor = "";
    do {
      const response = await get(`/search?q=kurta&limit=1&cursor=${cursor}`);
      const page = (await response.json()) as { items: { groupId: string }[]; nextCursor: string | null };
      seen.push(...page.items.map((item) => item.groupId));
      cursor = page.nextCursor ?? "";
    } while (cursor);
    expect(seen).toHaveLength(2);
    expect(new Set(seen).size).toBe(2);
  });
});
