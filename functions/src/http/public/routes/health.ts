import * as z from "zod/mini";
import { type Route, route } from "../route.ts";

export const Health = z.object({ status: z.literal("ok") });

export const healthRoutes: Route[] = [
  route({
    path: "/health",
    id: "getHealth",
    summary: "200 when table and search answer, 503 when one does not",
    params: undefined,
    query: undefined,
    response: Health,
    responseName: "Health",
    cacheControl: "no-store",
    answer: async ({ reads }) => {
      await reads.health();
      return { body: { status: "ok" } };
    },
  }),
];
