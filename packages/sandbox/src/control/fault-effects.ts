import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, Next } from "hono";
import type { Fault, FaultKind } from "./faults.ts";

type C = Context<{ Bindings: HttpBindings }>;
type Effect = (fault: Fault, c: C, next: Next) => Promise<Response | undefined> | Response;

const HUGE = 64 * 1024 * 1024;

/** Ends the connection as a crashed server does: the client sees ECONNRESET. */
export function reset(c: C): Response {
  c.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

const later = (c: C, delayMs: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, delayMs);
    c.env.outgoing.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });

const EFFECTS: Record<FaultKind, Effect> = {
  status: (fault) => new Response(`Fault: ${fault.status}`, { status: fault.status }),
  reset: (_, c) => reset(c),
  slow: async (fault, c, next) => {
    await later(c, fault.delayMs);
    await next();
    return undefined;
  },
  hang: async (_, c) => {
    await new Promise((resolve) => c.env.outgoing.once("close", resolve));
    return RESPONSE_ALREADY_SENT;
  },
  truncate: async (_, c, next) => {
    await next();
    const body = Buffer.from(await c.res.clone().arrayBuffer());
    c.env.outgoing.writeHead(200, { "content-type": "text/html", "content-length": body.length });
    c.env.outgoing.write(body.subarray(0, body.length / 2), () => c.env.incoming.socket.destroy());
    c.res = undefined;
    c.res = RESPONSE_ALREADY_SENT;
    return undefined;
  },
  garbage: () => new Response("<html><body><<<div itemprop=price>₹₹ 0.00.00 <script>{", { status: 200 }),
  "redirect-loop": (_, c) => {
    const url = new URL(c.req.url);
    url.searchParams.set("loop", String(1 - Number(url.searchParams.get("loop") ?? 0)));
    return c.redirect(url.pathname + url.search, 302);
  },
  huge: () => new Response(new Uint8Array(HUGE).fill(32), { headers: { "content-type": "text/html" } }),
};

/** Lets the request meet the fault. */
export async function apply(fault: Fault, c: C, next: Next): Promise<Response | undefined> {
  return EFFECTS[fault.kind](fault, c, next);
}
