import type * as z from "zod/mini";

type Shape = z.ZodMiniObject;
type Values<S> = S extends z.ZodMiniType ? z.output<S> : Record<never, never>;

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Who may use a route: without one everybody, else somebody whose session it is. */
export type Security = "shopper";

/** One line of the API: the app, the OpenAPI document and the common route suite are all made from these. `S` is what answers need. */
export interface Route<
  S = object,
  P extends Shape | undefined = Shape | undefined,
  Q extends Shape | undefined = Shape | undefined,
  B extends z.ZodMiniType | undefined = z.ZodMiniType | undefined,
> {
  /** GET, which answers HEAD as well, where it is absent. */
  method?: Method;
  /** Under `/api/v1`, parameters in braces. */
  path: string;
  /** Stable name of the operation. */
  id: string;
  summary: string;
  security?: Security;
  params: P;
  query: Q;
  /** JSON; a strict object, so that what nobody reads is refused. */
  body?: B;
  response: z.ZodMiniType;
  /** Name of the response's schema in the OpenAPI document. */
  responseName: string;
  cacheControl: string;
  answer(input: { params: Values<P>; query: Values<Q>; body: Values<B> } & S): Promise<Answer>;
}

/** The status is 200 where none is given; 204 has no body. */
export type Answer = { status?: 200 | 201 | 202; body: unknown } | { status: 204 } | { moved: string; body: unknown };

/** Keeps the types of parameters, query and body for `answer`, and forgets them for the registry. */
export function route<
  S,
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends z.ZodMiniType | undefined = undefined,
>(definition: Route<S, P, Q, B>): Route<S> {
  return definition as unknown as Route<S>;
}

export function methodOf(route: { method?: Method }): Method {
  return route.method ?? "GET";
}

/** Browsers ask again every time (304 is cheap), the CDN keeps an answer for a while and refreshes it behind the visitor's back. */
export function shared(seconds: number): string {
  return `public, max-age=0, s-maxage=${seconds}, stale-while-revalidate=${seconds * 10}`;
}

/** For what is one shopper's. */
export const PRIVATE = "private, no-store";
