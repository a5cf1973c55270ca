import { type Context, Hono } from "hono";
import * as z from "zod";
import { SHOP_IDS } from "../world/listing.ts";
import type { Book } from "./book.ts";
import { type Conversion, NETWORK_IDS, type NetworkId } from "./model.ts";
import { HOME, NETWORKS } from "./networks.ts";
import type { Outbox } from "./outbox.ts";
import type { AffiliateState } from "./state.ts";

export interface Instance {
  state: AffiliateState;
  outbox: Outbox;
  book: Book;
  port: number;
}

const EndpointChange = z.strictObject({
  /** Where the publisher takes call-backs; the placeholders of the network's own form are added. */
  address: z.optional(z.nullable(z.url())),
  /** The same with placeholders, as one enters it at the network. */
  url: z.optional(z.nullable(z.string())),
  method: z.optional(z.enum(["GET", "POST"])),
  silent: z.optional(z.boolean()),
  down: z.optional(z.boolean()),
  hold: z.optional(z.boolean()),
  rows: z.optional(z.enum(["order", "line"])),
  speed: z.optional(z.number().positive().max(1_000_000)),
});
const SaleWish = z.strictObject({
  network: z.enum(NETWORK_IDS),
  shop: z.enum(SHOP_IDS),
  /** The publisher's click id, or any other text that came in its place. */
  subId: z.string(),
  orderId: z.optional(z.string()),
  currency: z.string().default("INR"),
  /** Minor units. */
  lines: z
    .array(z.strictObject({ sku: z.string(), title: z.string(), quantity: z.int().positive(), amount: z.int() }))
    .min(1),
});
const Restatement = z.strictObject({ sale: z.int(), commission: z.optional(z.int()) });
const Word = z.strictObject({ word: z.nullable(z.string()) });
const Times = z.strictObject({ times: z.int().min(1).max(50).default(1) });
const Release = z.strictObject({ network: z.nullable(z.enum(NETWORK_IDS)), order: z.enum(["forward", "backward"]) });

/** What a publisher has to know of a network. */
export function describe({ state, book, port }: Instance, id: NetworkId) {
  const network = NETWORKS[id];
  const credentials = state.data.credentials[id];
  const origin = `http://${id}.localhost:${port}`;
  const anyOne = { ...book.programme(id, SHOP_IDS[0]), id: "{programme}" };
  return {
    id,
    name: network.name,
    host: `${id}.localhost:${port}`,
    /** Its tracking links, with a name for what differs between programmes. */
    link: network.link(origin, anyOne, credentials),
    /** Where its API is, by an address that needs no name. */
    apiUrl: `http://127.0.0.1:${port}/affiliates/at/${id}`,
    subParameter: network.subParameter,
    sendsPushes: network.push !== null,
    endpoint: state.data.endpoints[id],
    credentials,
    programmes: SHOP_IDS.map((shop) => {
      const programme = book.programme(id, shop);
      const link = network.link(origin, programme, credentials);
      return {
        shop,
        id: programme.id,
        name: programme.name,
        origin: programme.origin,
        link,
        isHome: HOME[shop] === id,
      };
    }),
  };
}

export function setUp({ state }: Instance, id: NetworkId, wish: z.infer<typeof EndpointChange>): void {
  const { address, ...change } = wish;
  const endpoint = state.data.endpoints[id];
  const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  Object.assign(endpoint, set);
  if (address !== undefined) {
    endpoint.url = address === null ? null : (NETWORKS[id].push?.address(address, endpoint.method) ?? null);
  }
  state.save();
}

async function body<T extends z.ZodType>(c: Context, schema: T): Promise<z.infer<T>> {
  const text = await c.req.text();
  return schema.parse(text === "" ? {} : JSON.parse(text));
}

/** Levers over the networks. Each answers when what it sent was answered. */
export function controlOf(instance: Instance): Hono {
  const { state, book, outbox } = instance;
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return c.json({ error: error.message }, 400);
    throw error;
  });
  const rows = async (c: Context, changed: readonly Conversion[]) => {
    await outbox.quiet();
    return c.json(changed);
  };
  app.get("/", (c) => c.json(NETWORK_IDS.map((id) => describe(instance, id))));
  app.put("/networks/:id", async (c) => {
    const id = z.enum(NETWORK_IDS).parse(c.req.param("id"));
    setUp(instance, id, await body(c, EndpointChange));
    return c.json(describe(instance, id));
  });
  app.get("/clicks", (c) => c.json(Object.values(state.data.clicks)));
  app.get("/conversions", (c) => {
    const asked = (name: "network" | "subId" | "orderId") => c.req.query(name);
    const fits = (row: Conversion) =>
      (["network", "subId", "orderId"] as const).every(
        (name) => asked(name) === undefined || asked(name) === row[name],
      );
    return c.json(book.rows().filter(fits));
  });
  app.post("/conversions", async (c) => {
    const { network, shop, subId, orderId, currency, lines } = await body(c, SaleWish);
    const click = book.click(network, shop, subId, book.programme(network, shop).origin);
    const id = orderId ?? `T-${state.serial()}`;
    return rows(c, book.record({ orderId: id, clickId: click.id, currency, lines, at: state.now().getTime() }));
  });
  app.post("/conversions/:id/:verb", async (c) => {
    const row = book.find(c.req.param("id"));
    if (!row) return c.json({ error: "There is no such conversion." }, 404);
    const done = await act(instance, row, c);
    return done ? rows(c, done) : c.json({ error: "There is no such lever." }, 404);
  });
  app.get("/pushes", (c) => {
    const network = c.req.query("network");
    return c.json(state.data.pushes.filter((push) => network === undefined || push.network === network));
  });
  app.post("/pushes/:id/again", async (c) => {
    outbox.again(c.req.param("id"), (await body(c, Times)).times);
    await outbox.quiet();
    return c.json(state.data.pushes.find(({ id }) => id === c.req.param("id")) ?? null);
  });
  app.post("/release", async (c) => {
    const { network, order } = await body(c, Release);
    await outbox.release(network, order);
    return c.json(state.data.pushes.filter((push) => network === null || push.network === network));
  });
  return app;
}

/** What each lever makes of a row. */
export const MOVES: Record<string, Conversion["state"]> = {
  approve: "approved",
  payable: "payable",
  pay: "paid",
  decline: "declined",
  reverse: "reversed",
};

async function act({ book, state }: Instance, row: Conversion, c: Context): Promise<Conversion[] | null> {
  const verb = c.req.param("verb") ?? "";
  const to = MOVES[verb];
  if (to) return book.move(row, to);
  if (verb === "restate") {
    const { sale, commission = Math.round((sale * state.data.rate) / 10_000) } = await body(c, Restatement);
    return book.restate(row, sale, commission);
  }
  if (verb === "word") {
    book.say(row, (await body(c, Word)).word);
    return [row];
  }
  if (verb === "send") {
    const { times } = await body(c, Times);
    for (let n = 0; n < times; n++) book.tell(row);
    state.save();
    return [row];
  }
  return null;
}
