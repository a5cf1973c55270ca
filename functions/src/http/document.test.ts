import { expect, it } from "vitest";
import { app } from "./document.ts";
import { routes as publicRoutes } from "./public/routes.ts";
import { paymentRoutes } from "./shopper/routes/payments.ts";
import { routes as shopperRoutes } from "./shopper/routes.ts";
import { unsubscribeRoutes } from "./unsubscribe/routes.ts";

const all = [...publicRoutes, ...shopperRoutes, ...paymentRoutes, ...unsubscribeRoutes];

interface Operation {
  operationId: string;
  security?: object[];
  parameters: { name: string }[];
  responses: Record<string, unknown>;
}

const read = async () =>
  (await (await app.request("/api/v1/openapi.json")).json()) as {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: object; securitySchemes: object };
  };

it("describes exactly the routes there are, each once", async () => {
  const { openapi, paths, components } = await read();
  expect(openapi).toBe("3.1.0");
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${method} ${path} ${operationId}`),
  );
  expect(operations.sort()).toEqual(
    all.map(({ method = "GET", path, id }) => `${method.toLowerCase()} ${path} ${id}`).sort(),
  );
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const search = paths["/search"]?.get?.parameters.map(({ name }) => name);
  expect(search).toEqual(expect.arrayContaining(["q", "brand", "sizeSystem", "cursor"]));
  for (const reference of JSON.stringify(paths).match(/#\/components\/schemas\/\w+/g) ?? []) {
    expect(Object.keys(components.schemas)).toContain(reference.split("/").at(-1));
  }
});

it("names the security scheme of every route that needs a shopper, and of no other", async () => {
  const { paths, components } = await read();
  expect(components.securitySchemes).toHaveProperty("shopper", expect.objectContaining({ scheme: "bearer" }));
  for (const { path, method = "GET", security } of all) {
    const operation = paths[path]![method.toLowerCase()]!;
    expect([path, operation.security]).toEqual([path, security && [{ shopper: [] }]]);
    expect([path, "401" in operation.responses]).toEqual([path, security !== undefined]);
    // A product's reviews are read by everybody, and written by shoppers.
    const isOwn = path.startsWith("/me") || (method === "POST" && path.startsWith("/products/"));
    expect([path, isOwn]).toEqual([path, security === "shopper"]);
  }
});

it("is the same bytes for the CDN every time", async () => {
  const tag = (await app.request("/api/v1/openapi.json")).headers.get("etag")!;
  expect((await app.request("/api/v1/openapi.json", { headers: { "if-none-match": tag } })).status).toBe(304);
});
