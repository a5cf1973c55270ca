import type * as z from "zod/mini";
import { type Route as ApiRoute, route as apiRoute } from "../api/route.ts";
import type { Reads } from "./reads.ts";

type Shape = z.ZodMiniObject | undefined;

/** A route of the public API, which reads by the verbs it is given. */
export type Route = ApiRoute<{ reads: Reads }>;

export function route<P extends Shape, Q extends Shape>(
  definition: ApiRoute<{ reads: Reads }, P, Q, undefined>,
): Route {
  return apiRoute(definition);
}
