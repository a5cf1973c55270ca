import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server.ts";
import { SHOPS } from "../shops/shops.ts";
import { ask } from "../testing/ask.ts";
import type { ShopId } from "../world/listing.ts";
import type { describe as describeNetwork } from "./control.ts";
import type { Conversion, NetworkId, Push } from "./model.ts";

type Described = ReturnType<typeof describeNetwork>;

interface Heard {
  method: string;
  url: string;
  type: string;
  body: string;
}

const NOON = Date.parse("2026-11-20T06:30:00Z");
let sandbox: Sandbox;
let base = "";
let heard: Heard[] = [];
let answers: number[] = [];
const server = createServer((request, response) => {
  void read(request).then((body) => {
    heard.push({
      method: request.method ?? "",
      url: request.url ?? "",
      type: request.headers["content-type"] ?? "",
      body,
    });
    response.writeHead(answers.shift() ?? 204).end();
  });
});

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

beforeAll(async () => {
  const began = Date.now();
  sandbox = await startSandbox({ port: 0, now: () => new Date(NOON + Date.now() - began) });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const id of ["admitad", "awin", "cuelinks", "impact", "rakuten", "vcommission"]) {
    await lever("PUT", `/networks/${id}`, { address: `${base}/${id}` });
  }
});
beforeEach(() => {
  heard = [];
  answers = [];
});
afterAll(async () => {
  await sandbox.close();
  await new Promise((done) => server.close(done));
});

async function lever<T = unknown>(method: string, path: string, json?: unknown): Promise<T> {
  const answer = await ask(sandbox, "sandbox", `/affiliates${path}`, {
    method,
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return JSON.parse(answer.text) as T;
}

const SUB = "01JD9ZK3V7R5M8N2P4Q6S8T0AB";
const networkOf = async (id: NetworkId): Promise<Described> =>
  (await lever<Described[]>("GET", "")).find((one) => one.id === id) as Described;

/** Follows a tracking link to its shop, and buys there as a browser does. */
async function buy(id: NetworkId, shop: ShopId, also = false) {
  const { programmes } = await networkOf(id);
  const programme = programmes.find((one) => one.shop === shop);
  const view = sandbox.catalogue
    .live(shop)
    .find(({ variants }) => variants.filter((v) => v.stock === "in_stock").length > 1);
  if (!programme || !view) throw new Error("nothing to buy");
  const target = `http://${shop}.localhost:${sandbox.port}/`;
  const link = new URL(programme.link.replace("{clickId}", SUB).replace("{url}", encodeURIComponent(target)));
  const click = await ask(sandbox, id, link.pathname + link.search);
  const landing = new URL(click.headers.location ?? "");
  const page = await ask(sandbox, shop, landing.pathname + landing.search);
  const cookie = (page.headers["set-cookie"] ?? []).map((one) => one.split(";")[0]).join("; ");
  const [one, two] = view.variants.filter((v) => v.stock === "in_stock");
  const form = new URLSearchParams({
    product: String(view.listing.number),
    item: String(one?.id),
    also: also ? String(two?.id) : "",
    name: "Asha Rao",
  });
  const bought = await ask(sandbox, shop, "/checkout", {
    method: "POST",
    body: form.toString(),
    headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
  });
  const orderId = (bought.headers.location ?? "").split("/").at(-1) ?? "";
  const rows = await lever<Conversion[]>("GET", `/conversions?orderId=${orderId}`);
  return { status: click.status, landing, orderId, rows, price: one?.price ?? 0 };
}

describe("a tracking link", () => {
  it("leads to the shop with the network's own click, and to nobody else", async () => {
    const { landing, status } = await buy("admitad", "threadmill");
    expect(status).toBe(302);
    expect(landing.host).toBe(`threadmill.localhost:${sandbox.port}`);
    expect(landing.searchParams.get("admitad_uid")).toMatch(/^[a-z0-9]{32}$/);
    expect(landing.href).not.toContain(SUB);
    const away = await ask(
      sandbox,
      "awin",
      `/cread.php?awinmid=1&clickref=${SUB}&ued=https%3A%2F%2Felsewhere.example%2F`,
    );
    expect(away.status).toBe(404);
  });

  it("brings a sale, whichever network and shop", async () => {
    const pairs: [NetworkId, ShopId][] = [
      ["admitad", "threadmill"],
      ["cuelinks", "vanika"],
      ["awin", "bazaar24"],
      ["impact", "nebula"],
      ["cj", "threadmill"],
      ["vcommission", "vanika"],
    ];
    for (const [network, shop] of pairs) {
      const { rows, price } = await buy(network, shop);
      expect(rows, network).toMatchObject([{ network, shop, subId: SUB, sale: price, state: "pending" }]);
      expect(rows[0]?.commission).toBe(Math.round(price * 0.08));
    }
  });

  it("that nobody came by brings none", async () => {
    const [view] = sandbox.catalogue.live("threadmill").filter(({ stock }) => stock === "in_stock");
    const item = view?.variants.find((v) => v.stock === "in_stock");
    const form = new URLSearchParams({ product: String(view?.listing.number), item: String(item?.id), name: "Ravi" });
    const answer = await ask(sandbox, "threadmill", "/checkout", {
      method: "POST",
      body: form.toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", cookie: "aff_click=made-up" },
    });
    expect(answer.status).toBe(303);
    const orderId = (answer.headers.location ?? "").split("/").at(-1);
    expect(await lever("GET", `/conversions?orderId=${orderId}`)).toEqual([]);
  });
});

describe("an order", () => {
  it("is thanked for with its id, and has a receipt as picture and as PDF", async () => {
    const { orderId, price } = await buy("admitad", "threadmill");
    const thanks = await ask(sandbox, "threadmill", `/checkout/orders/${orderId}`);
    expect(thanks.text).toContain(`data-order-id="${orderId}"`);
    const png = await ask(sandbox, "threadmill", `/checkout/orders/${orderId}/receipt.png`);
    const { format, width } = await sharp(png.body).metadata();
    expect([format, width]).toEqual(["png", 1500]);
    // Paper with ink on it.
    expect((await sharp(png.body).stats()).channels[0]?.min).toBeLessThan(60);
    const pdf = await ask(sandbox, "threadmill", `/checkout/orders/${orderId}/receipt.pdf`);
    expect(pdf.headers["content-type"]).toBe("application/pdf");
    expect(pdf.body.subarray(0, 8).toString("latin1")).toBe("%PDF-1.4");
    const total = new Intl.NumberFormat("en-IN", { minimumFractionDigits: 2 }).format(price / 100);
    for (const text of [`Order ID: ${orderId}`, "Date: 20 Nov 2026", "Threadmill", `Rs. ${total}`]) {
      expect(pdf.body.toString("latin1")).toContain(text);
    }
    const elsewhere = await ask(sandbox, "vanika", `/checkout/orders/${orderId}`);
    expect(elsewhere.status).toBe(404);
  });

  it("is confirmed by mail where that was asked for", async () => {
    const view = sandbox.catalogue.live("vanika").find(({ stock }) => stock === "in_stock");
    const item = view?.variants.find((v) => v.stock === "in_stock");
    const order = async (confirm: string) => {
      const fields = {
        product: String(view?.listing.number),
        item: String(item?.id),
        name: "Ravi",
        email: "ravi@example.test",
      };
      const body = new URLSearchParams({ ...fields, confirm }).toString();
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const answer = await ask(sandbox, "vanika", "/checkout", { method: "POST", body, headers });
      return (answer.headers.location ?? "").split("/").at(-1);
    };
    await order("");
    const id = await order("1");
    const mails = await ask(sandbox, "mail", "/messages?to=ravi@example.test");
    const { items } = JSON.parse(mails.text) as { items: { subject: string; text: string }[] };
    expect(items.map(({ subject }) => subject)).toEqual([`Your Vanika order ${id}`]);
    expect(items[0]?.text).toContain(view?.listing.title);
  });

  it("of a thing that is not sold is refused, and charges nobody", async () => {
    const view = sandbox.catalogue.live("threadmill")[0];
    const refused = async (fields: Record<string, string>) => {
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const answer = await ask(sandbox, "threadmill", "/checkout", {
        method: "POST",
        body: new URLSearchParams(fields).toString(),
        headers,
      });
      return answer.status;
    };
    expect(await refused({ product: "0", item: "1", name: "Ravi" })).toBe(404);
    expect(await refused({ product: String(view?.listing.number), item: "1", name: "Ravi" })).toBe(404);
    expect(
      await refused({ product: String(view?.listing.number), item: String(view?.variants[0]?.id), name: "" }),
    ).toBe(404);
  });
});

describe("a product page", () => {
  it("offers to buy at once what is in stock, and nothing else", async () => {
    for (const { id, path } of SHOPS.filter((shop) => shop.id === "threadmill" || shop.id === "vanika")) {
      const view = sandbox.catalogue.live(id).find(({ stock }) => stock === "in_stock");
      if (!view) throw new Error("nothing in stock");
      const url = `http://${id}.localhost:${sandbox.port}${path(view.listing)}`;
      const page = () => ask(sandbox, id, path(view.listing));
      expect((await page()).text).toContain(`href="/checkout?product=${view.listing.number}"`);
      await ask(sandbox, "sandbox", "/stock", { json: { url, availability: "out_of_stock" } });
      expect((await page()).text).not.toContain("/checkout");
      expect((await ask(sandbox, id, `/checkout?product=${view.listing.number}`)).text).toContain("Sold out");
      await ask(sandbox, "sandbox", "/stock", { json: { url, availability: null } });
    }
  });

  it("says nothing of a checkout to robots", async () => {
    expect((await ask(sandbox, "nebula", "/robots.txt")).text).toContain("Disallow: /checkout");
  });
});

describe("what the networks know", () => {
  it("is there after a restart, with what was held", async () => {
    const data = mkdtempSync(join(tmpdir(), "affiliates-"));
    const open = () => startSandbox({ port: 0, data, now: () => new Date(NOON) });
    const at = async (running: Sandbox, path: string, method = "GET", json?: unknown) => {
      const body = json === undefined ? {} : { body: JSON.stringify(json) };
      const answer = await ask(running, "sandbox", `/affiliates${path}`, { method, ...body });
      return JSON.parse(answer.text);
    };
    const first = await open();
    await at(first, "/networks/admitad", "PUT", { address: `${base}/admitad`, hold: true });
    const lines = [{ sku: "S1", title: "A kurta", quantity: 1, amount: 100_000 }];
    const wish = { network: "admitad", shop: "threadmill", subId: SUB, lines };
    const [row] = await at(first, "/conversions", "POST", wish);
    const { credentials } = (await at(first, "")).find(({ id }: Described) => id === "admitad");
    await first.close();
    const second = await open();
    expect(await at(second, "/conversions")).toEqual([row]);
    expect((await at(second, "")).find(({ id }: Described) => id === "admitad").credentials).toEqual(credentials);
    await at(second, "/release", "POST", { network: null, order: "forward" });
    expect(heard.map(({ url }) => new URL(url, base).searchParams.get("admitad_id"))).toEqual([row.id]);
    const [next] = await at(second, "/conversions", "POST", wish);
    expect(next.id).not.toBe(row.id);
    await second.close();
    rmSync(data, { recursive: true });
  });
});

describe("a network that is down", () => {
  it("answers nobody, and is as before when it is back", async () => {
    const asked = () => ask(sandbox, "sandbox", "/affiliates/at/cuelinks/api/v2/transactions.json");
    await lever("PUT", "/networks/cuelinks", { down: true });
    expect((await asked()).status).toBe(503);
    await lever("PUT", "/networks/cuelinks", { down: false });
    expect((await asked()).status).toBe(401);
  });
});

describe("call-backs", () => {
  const fields = (url: string) => Object.fromEntries(new URL(url, base).searchParams);

  it("of Admitad fill its macros, at the sale and at every change", async () => {
    const { rows, orderId, price } = await buy("admitad", "threadmill");
    await lever("POST", `/conversions/${rows[0]?.id}/approve`);
    expect(heard.map(({ url }) => fields(url).payment_status)).toEqual(["pending", "approved"]);
    expect(fields(heard[0]?.url ?? "")).toMatchObject({
      admitad_id: rows[0]?.id,
      subid: SUB,
      order_id: orderId,
      order_sum: (price / 100).toFixed(2),
      currency: "INR",
      reward_ready: "0",
    });
  });

  it("of Awin are one form field of JSON, sent when the sale is recorded and never again", async () => {
    const { rows } = await buy("awin", "bazaar24");
    await lever("POST", `/conversions/${rows[0]?.id}/approve`);
    expect(heard).toHaveLength(1);
    expect(heard[0]?.type).toBe("application/x-www-form-urlencoded");
    const push = JSON.parse(new URLSearchParams(heard[0]?.body).get("AwinTransactionPush") ?? "{}");
    expect(push).toMatchObject({
      transactionId: rows[0]?.id,
      clickRef: SUB,
      transactionDate: expect.stringMatching(/^2026-11-20 06:30:\d\d$/),
    });
    expect(typeof push.commission).toBe("string");
  });

  it("of Impact come again until they are taken; those of the others do not", async () => {
    await lever("PUT", "/networks/impact", { speed: 1_000_000 });
    answers = [503, 500];
    const { rows } = await buy("impact", "nebula");
    await expect
      .poll(async () => (await lever<Push[]>("GET", "/pushes?network=impact")).at(-1)?.state)
      .toBe("delivered");
    expect(heard.map(({ url }) => fields(url).action_id)).toEqual(Array(3).fill(rows[0]?.id));
    heard = [];
    answers = [503];
    await buy("admitad", "threadmill");
    expect((await lever<Push[]>("GET", "/pushes?network=admitad")).at(-1)).toMatchObject({
      state: "failed",
      nextAt: null,
    });
    expect(heard).toHaveLength(1);
  });

  it("of Rakuten are one for each SKU, and one below zero for what is taken back", async () => {
    const { rows, orderId } = await buy("rakuten", "threadmill", true);
    expect(rows).toHaveLength(2);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(2);
    await lever("POST", `/conversions/${rows[0]?.id}/reverse`);
    const told = heard.map(({ url }) => fields(url));
    expect(told.map(({ order_id }) => order_id)).toEqual([orderId, orderId, orderId]);
    expect(told[2]?.sale_amount).toBe(`-${told[0]?.sale_amount}`);
    expect(told[2]?.etransaction_id).not.toBe(told[0]?.etransaction_id);
  });

  it("wait where they are held, and go backwards; a silent network sends and keeps none", async () => {
    await lever("PUT", "/networks/vcommission", { hold: true });
    const { rows } = await buy("vcommission", "vanika");
    await lever("POST", `/conversions/${rows[0]?.id}/approve`);
    await lever("POST", `/conversions/${rows[0]?.id}/word`, { word: "on holiday" });
    expect(heard).toEqual([]);
    await lever("POST", "/release", { network: "vcommission", order: "backward" });
    expect(heard.map(({ url }) => fields(url).status)).toEqual(["on holiday", "approved", "pending"]);
    await lever("PUT", "/networks/vcommission", { hold: false, silent: true });
    heard = [];
    await lever("POST", `/conversions/${rows[0]?.id}/pay`);
    expect(heard).toEqual([]);
    await lever("PUT", "/networks/vcommission", { silent: false });
    await lever("POST", `/conversions/${rows[0]?.id}/send`, { times: 2 });
    expect(heard.map(({ url }) => fields(url).status)).toEqual(["paid", "paid"]);
  });

  it("write amounts of currencies without and with three decimals as they are", async () => {
    const lines = (amount: number) => [{ sku: "S1", title: "A kurta", quantity: 1, amount }];
    await lever("POST", "/conversions", {
      network: "cuelinks",
      shop: "vanika",
      subId: SUB,
      currency: "JPY",
      lines: lines(1500),
    });
    await lever("POST", "/conversions", {
      network: "cuelinks",
      shop: "vanika",
      subId: SUB,
      currency: "KWD",
      lines: lines(1500),
    });
    expect(heard.map(({ url }) => [fields(url).sale_amount, fields(url).commission])).toEqual([
      ["1500", "120"],
      ["1.500", "0.120"],
    ]);
  });
});
