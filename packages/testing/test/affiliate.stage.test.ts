import type { Rewards } from "@stylegence/contracts/reward";
import { expect, inject, it, vi } from "vitest";
import { decide, type Sale, salesOf } from "../src/buying.ts";
import { affiliateLever } from "../src/call-backs.ts";
import { shopper, somebody } from "../src/person.ts";

const stage = inject("stage");
const { site, sandbox } = stage;
const WAIT = { timeout: 40_000, interval: 250 };
const BROWSER = { "user-agent": "Mozilla/5.0 (Linux; Android 15) Chrome/141.0 Mobile", "sec-fetch-dest": "document" };

interface Network {
  id: string;
  host: string;
  programmes: { shop: string; origin: string; isHome: boolean }[];
}

interface Found {
  items: { groupId: string }[];
}

interface Product {
  offers: { listingId: string; url: string }[];
}

async function read<T>(path: string): Promise<T> {
  const answer = await fetch(`${site}/api/v1${path}`);
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as T;
}

/** An offer of a shop that has a programme, with its network. */
async function anOffer(): Promise<{ listingId: string; url: string; shop: string; network: Network }> {
  const networks = (await (await fetch(`${sandbox}/affiliates`)).json()) as Network[];
  const { items } = await read<Found>("/search?q=kurta&limit=30");
  for (const { groupId } of items) {
    const { offers } = await read<Product>(`/products/${groupId}`);
    for (const offer of offers) {
      for (const network of networks) {
        const programme = network.programmes.find(({ origin, isHome }) => isHome && offer.url.startsWith(origin));
        if (programme) return { ...offer, shop: programme.shop, network };
      }
    }
  }
  throw new Error("No shop of the sandbox has a programme.");
}

it("a click at /go becomes known, what is bought there becomes points, and what the network says moves them", {
  timeout: 180_000,
}, async () => {
  const asha = await shopper(stage, somebody("Asha"));
  const { listingId, url, shop, network } = await vi.waitFor(anOffer, WAIT);
  const go = (headers: Record<string, string>) => fetch(`${site}/go/${listingId}`, { redirect: "manual", headers });

  const plain = await go({ "user-agent": "Googlebot/2.1" });
  expect([plain.status, plain.headers.get("location")]).toEqual([302, url]);
  const left = await go({ ...BROWSER, cookie: `theme=dark; __session=${asha.token}` });
  expect([left.status, left.headers.get("cache-control")]).toEqual([302, "no-store"]);
  const location = left.headers.get("location") ?? "";
  expect(new URL(location).host).toBe(network.host);
  const clickId = /[0-9A-HJKMNP-TV-Z]{26}/.exec(location)?.[0] ?? "";
  expect(location).not.toContain(asha.userId);

  const [sale] = await affiliateLever<Sale[]>(sandbox, "POST", "/conversions", {
    ...{ network: network.id, shop, subId: clickId },
    lines: [{ sku: "A-1", title: "Cotton kurta", quantity: 1, amount: 200_000 }],
  });
  const points = async () => {
    const answer = await fetch(`${site}/api/v1/me/rewards`, { headers: { authorization: `Bearer ${asha.token}` } });
    expect(answer.status).toBe(200);
    const { pending, spendable } = ((await answer.json()) as Rewards).balance;
    return [pending > 0, spendable > 0];
  };
  const becomes = (pending: boolean, spendable: boolean) =>
    vi.waitFor(async () => expect(await points()).toEqual([pending, spendable]), WAIT);
  await becomes(true, false);
  await decide(sandbox, sale!.orderId, "approve");
  await becomes(false, true);
  await decide(sandbox, sale!.orderId, "reverse");
  await becomes(false, false);
  expect(await salesOf(sandbox, sale!.orderId)).toMatchObject([
    { state: expect.stringMatching(/revers|reject|declin/) },
  ]);
});

it("leads nobody elsewhere, and takes nothing from whoever does not know a network's secret", async () => {
  const gone = await fetch(`${site}/go/lst_01J00000000000000000000000`, { redirect: "manual", headers: BROWSER });
  expect([gone.status, await gone.text()]).toEqual([404, expect.stringContaining("This offer is gone")]);
  const said = async (path: string, method = "POST") => {
    const answer = await fetch(`${site}/api/webhooks/affiliate/${path}`, {
      method,
      ...(method === "POST" && { body: "a=1" }),
    });
    const { instance: _, ...problem } = (await answer.json()) as Record<string, unknown>;
    return [answer.status, problem];
  };
  const unknown = await said("nobody/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  expect(unknown[0]).toBe(404);
  expect(await said("admitad/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")).toEqual(unknown);
  expect(await said("admitad/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "GET")).toEqual(unknown);
});
