import type { PricesResponse, ProductResponse } from "@stylegence/contracts/product";
import type { SearchResponse } from "@stylegence/contracts/search";
import { changesOf } from "@stylegence/core/crawl/snapshot";
import { operate } from "@stylegence/local/operate";
import { beforeAll, expect, inject, it, vi } from "vitest";
import { drained, pauseCrawl } from "../src/calm.ts";
import { program } from "./operator.ts";

const { site, emulator, sandbox, name } = inject("stage");

const read = async <T>(path: string): Promise<T> => {
  const answer = await fetch(`${site}/api/v1${path}`, { headers: { "cache-control": "no-cache" } });
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as T;
};
const soon = <T>(body: () => Promise<T>, timeout = 120_000): Promise<T> => vi.waitFor(body, { timeout, interval: 500 });
const onStage = <T>(body: () => Promise<T>): Promise<T> => operate(name, emulator, body);

/** Lets the shop ask another price, in rupees. */
async function reprice(url: string, rupees: number): Promise<void> {
  const body = JSON.stringify({ url, price: rupees * 100 });
  const answer = await fetch(`${sandbox}/price`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json" },
  });
  expect(answer.status).toBe(200);
}

/** Visits the page as an operator does, once the shop's pace has room and no worker is at it; returns what came of it. */
const crawl = (url: string): Promise<string> =>
  soon(async () => {
    const { code, out, error } = await program(["--json", "crawl", "visit", url], { PORT: new URL(site).port });
    expect([code, error]).toEqual([0, ""]);
    const { outcome } = JSON.parse(out) as { outcome: string };
    expect(["skipped", "later"]).not.toContain(outcome);
    return outcome;
  });

const product = (groupId: string) => read<ProductResponse>(`/products/${groupId}`);
const prices = (groupId: string) => read<PricesResponse>(`/products/${groupId}/prices`);
const search = (query: string) => read<SearchResponse>(`/search?${query}`);

let groupId: string;
let url: string;
let rupees: number;

beforeAll(async () => {
  // A product with one shop: what happens at that shop is what a shopper sees.
  const found = await soon(async () => {
    const { items } = await search("source=threadmill&availability=in_stock&limit=50");
    const one = items.find(({ offers, image, price }) => offers === 1 && image?.startsWith("/media/") && price);
    expect(one).toBeDefined();
    return one!;
  }, 290_000);
  groupId = found.groupId;
  const { shops } = await product(groupId);
  url = shops[0]!.url.split("?")[0]!;
  rupees = Math.round(found.price!.amount / 100);
  // Its pictures and its vector are written after it: nothing of that is to count as the next crawl's doing.
  await pauseCrawl({ name, emulator }, true);
  await drained({ name, emulator }, 200_000);
  await pauseCrawl({ name, emulator }, false);
}, 500_000);

it("shows a product that was crawled, with a picture that the site itself serves", async () => {
  const { images, title } = await product(groupId);
  const [picture] = images;
  const answer = await fetch(`${site}${picture!.renditions[0]!.url}`);
  expect(answer.headers.get("content-type")).toBe("image/webp");
  expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  const page = await (await fetch(`${site}/p/${groupId}`)).text();
  expect(page).toContain(title.replaceAll("&", "&amp;").replaceAll("'", "&#39;").slice(0, 30));
});

it("writes nothing but the check time for a page that did not change", async () => {
  const before = await product(groupId);
  expect(await crawl(url)).toBe("unchanged");
  const after = await product(groupId);
  expect(after.shops[0]!.lastCheckedAt > before.shops[0]!.lastCheckedAt).toBe(true);
  const timeless = ({ shops, offers, ...rest }: ProductResponse) => ({
    ...rest,
    shops: shops.map(({ lastCheckedAt: _, ...shop }) => shop),
    offers: offers.map(({ lastCheckedAt: _, ...offer }) => offer),
  });
  expect(timeless(after)).toEqual(timeless(before));
});

it("carries a price that changed at the shop to table, history, change log, facets and page", async () => {
  const lower = Math.round(rupees * 0.6);
  await reprice(url, lower);
  expect(await crawl(url)).toBe("changed");
  const amount = lower * 100;
  expect((await product(groupId)).price).toEqual({ amount, currency: "INR" });
  const history = await prices(groupId);
  expect(history.daily.at(-1)!.amount).toBe(amount);
  expect(history.lowest!.amount).toBe(amount);
  const changes = await onStage(() => changesOf(groupId));
  expect(changes.filter(({ changeType }) => changeType === "price")).toHaveLength(1);
  await soon(async () => {
    const { items, facets } = await search(`source=threadmill&priceMin=${amount}&priceMax=${amount}&limit=50`);
    expect(items.find((item) => item.groupId === groupId)?.price?.amount).toBe(amount);
    expect(facets.price!.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(0);
  });
  const page = await (await fetch(`${site}/p/${groupId}`)).text();
  expect(page).toContain(`₹${lower.toLocaleString("en-IN")}`);
  rupees = lower;
});

it("holds a price that jumps beyond belief until a second crawl agrees", async () => {
  const jump = rupees * 7;
  await reprice(url, jump);
  await crawl(url);
  expect((await product(groupId)).price!.amount).toBe(rupees * 100);
  await crawl(url);
  expect((await product(groupId)).price!.amount).toBe(jump * 100);
});
