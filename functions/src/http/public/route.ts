import type * as z from "zod/mini";
import type { Reads } from "./reads.ts";

type Shape = z.ZodMiniObject;
type Values<S> = S extends z.ZodMiniType ? z.output<S> : Record<never, never>;

/** One line of the API: the app, the OpenAPI document and the common route suite are all made from these. */
export interface Route<
  P extends Shape | undefined = Shape | undefined,
  Q extends Shape | undefined = Shape | undefined,
> {
  /** Under `/api/v1`, parameters in braces. */
  path: string;
  /** Stable name of the operation. */
  id: string;
  summary: string;
  params: P;
  query: Q;
  response: z.ZodMiniType;
  /** Name of the response's schema in the OpenAPI document. */
  responseName: string;
  cacheControl: string;
  answer(input: { params: Values<P>; query: Values<Q>; reads: Reads }): Promise<Answer>;
}

export type Answer = { body: unknown } | { moved: string; body: unknown };

/** Keeps the types of parameters and query for `answer`, and forgets them for the registry. */
export function route<P extends Shape | undefined, Q extends Shape | undefined>(definition: Route<P, Q>): Route {
  return definition as unknown as Route;
}

/** Browsers ask again every time (304 is cheap), the CDN keeps an answer for a while and refreshes it behind the visitor's back. */
export function shared(seconds: number): string {
  return `public, max-age=0, s-maxage=${seconds}, stale-while-revalidate=${seconds * 10}`;
}
