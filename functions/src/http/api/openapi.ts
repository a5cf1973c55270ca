import { Problem } from "@stylegence/contracts/problem";
import * as z from "zod/mini";
import { methodOf, type Route } from "./route.ts";

type Json = Record<string, unknown>;
/** What a description needs to know of a route. */
type Described = Omit<Route<never>, "answer">;

/** OpenAPI 3.1 from the registry: the very schemas that requests are checked with. */
export function openApi(routes: readonly Described[]): Json {
  const schemas: Json = { Problem: jsonSchema(Problem) };
  for (const route of routes) schemas[route.responseName] = jsonSchema(route.response);
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [methodOf(route).toLowerCase()]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Stylegence API",
      version: "1",
      description:
        "Fashion from many shops: search, compare offers, follow prices. Money is in integer minor units (paise for INR). Cursors are opaque. Errors are RFC 9457 problem documents. Unknown query parameters are ignored, unknown fields of a body are refused.",
    },
    servers: [{ url: "/api/v1" }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        shopper: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "A session token of the shopper's sign-in.",
        },
      },
    },
  };
}

function operation(route: Described): Json {
  const fails = { $ref: "#/components/schemas/Problem" };
  const problem = (description: string) => ({
    description,
    content: { "application/problem+json": { schema: fails } },
  });
  return {
    operationId: route.id,
    summary: route.summary,
    ...(route.security ? { security: [{ [route.security]: [] }] } : {}),
    parameters: [...parameters(route.params, "path"), ...parameters(route.query, "query")],
    ...(route.body
      ? { requestBody: { required: true, content: { "application/json": { schema: jsonSchema(route.body) } } } }
      : {}),
    responses: {
      ...successes(route),
      ...(route.query || route.body ? { 400: problem("A value can't be read; `errors` names it") } : {}),
      ...(route.security ? { 401: problem("No session, or one that ended") } : {}),
      ...(route.params ? { 404: problem("There is nothing at this address") } : {}),
      default: problem("Any other failure"),
    },
  };
}

function successes(route: Described): Json {
  const schema = { $ref: `#/components/schemas/${route.responseName}` };
  const content = { "application/json": { schema } };
  const caching = { "Cache-Control": { schema: { type: "string" } } };
  if (methodOf(route) !== "GET") return { "2XX": { description: "Done", headers: caching, content } };
  return {
    200: { description: "The answer", headers: { ETag: { schema: { type: "string" } }, ...caching }, content },
    304: { description: "Unchanged since the ETag given in If-None-Match" },
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
