import { Problem } from "@stylegence/contracts/problem";
import * as z from "zod/mini";
import type { Route } from "./route.ts";

type Json = Record<string, unknown>;

/** OpenAPI 3.1 from the registry: the very schemas that requests are checked with. */
export function openApi(routes: Route[]): Json {
  const schemas: Json = { Problem: jsonSchema(Problem) };
  for (const route of routes) schemas[route.responseName] = jsonSchema(route.response);
  return {
    openapi: "3.1.0",
    info: {
      title: "Stylegence public API",
      version: "1",
      description:
        "Fashion from many shops: search, compare offers, follow prices. Money is in integer minor units (paise for INR). Cursors are opaque. Errors are RFC 9457 problem documents. Unknown query parameters are ignored.",
    },
    servers: [{ url: "/api/v1" }],
    paths: Object.fromEntries(routes.map((route) => [route.path, { get: operation(route) }])),
    components: { schemas },
  };
}

function operation(route: Route): Json {
  const fails = { $ref: "#/components/schemas/Problem" };
  const problem = (description: string) => ({
    description,
    content: { "application/problem+json": { schema: fails } },
  });
  const schema = { $ref: `#/components/schemas/${route.responseName}` };
  return {
    operationId: route.id,
    summary: route.summary,
    parameters: [...parameters(route.params, "path"), ...parameters(route.query, "query")],
    responses: {
      200: {
        description: "The answer",
        headers: { ETag: { schema: { type: "string" } }, "Cache-Control": { schema: { type: "string" } } },
        content: { "application/json": { schema } },
      },
      304: { description: "Unchanged since the ETag given in If-None-Match" },
      ...(route.query ? { 400: problem("A parameter can't be read; `errors` names it") } : {}),
      ...(route.params ? { 404: problem("There is nothing at this address") } : {}),
      default: problem("Any other failure"),
    },
  };
}

function parameters(schema: z.ZodMiniObject | undefined, place: "path" | "query"): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema) as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
    ...(place === "query" ? { style: "form", explode: true } : {}),
  }));
}

function jsonSchema(schema: z.ZodMiniType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "output" }) as Json;
  return rest;
}
