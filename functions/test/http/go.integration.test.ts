import type { Clicked } from "@stylegence/core/affiliate/affiliate.events";
import * as Configuration from "@stylegence/core/affiliate/configuration";
import { listing } from "@stylegence/core/catalog/listing.entity";
import * as Source from "@stylegence/core/catalog/source";
import { newId } from "@stylegence/core/platform/ids";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { leave } from "../../src/http/go/leave.ts";

const BROWSER = { "user-agent": "Mozilla/5.0 (Linux; Android 15) Chrome/141.0 Mobile", "sec-fetch-dest": "document" };

let stage: Harness;
let clicks: Clicked[];
const ids = { earning: "", plain: "", strange: "" };

beforeAll(async () => {
  stage = await startHarness(inject("dynamoUrl"));
  await stage.run(async () => {
    await Source.put({ sourceId: "plain", name: "Plain", baseUrl: "https://www.plain.example/" });
    await Configuration.putNetwork({
      ...{ network: "ads", name: "Ads", dialect: "admitad", confirmedBy: "pull" },
      ...{ link: "https://go.ads.example/?s={clickId}&u={url}", hosts: ["go.ads.example"] },
      limits: { INR: { sale: 100, commission: 10 } },
    });
    await Configuration.putProgramme({ shop: "shop.example", network: "ads" });
    ids.earning = await offer("https://shop.example/p/1");
    ids.plain = await offer("https://plain.example/p/1");
    ids.strange = await offer("https://evil.example/p/1");
  });
});
beforeEach(() => {
  clicks = [];
});
afterAll(() => stage.close());

async function offer(url: string): Promise<string> {
  const listingId = newId("lst");
  const at = "2026-11-23T06:00:00.000Z";
  await listing()
    .create({
      ...{ groupId: newId("prd"), listingId, variantId: newId("var"), sourceId: "s", pageKey: url, optionKey: "" },
      ...{ url, price: { amount: 149_900, currency: "INR" }, priceContext: "public", aboveMrp: false },
      ...{ availability: "in_stock", createdAt: at, updatedAt: at },
    })
    .go();
  return listingId;
}

interface Ask {
  method?: string;
  headers?: Record<string, string>;
  userId?: string | null;
}

function go(listingId: string, { method = "GET", headers = BROWSER, userId = null }: Ask = {}) {
  const path = listingId.startsWith("/") ? listingId : `/go/${listingId}`;
  const asked = { method, path, search: "u=https://evil.example/", header: (name: string) => headers[name] };
  const tools = { visitor: async () => userId, tell: (click: Clicked) => void clicks.push(click) };
  return stage.run(() => leave(asked, tools));
}

describe("/go", () => {
  it("leads through the network with a click of its own, and keeps nothing of it", async () => {
    const [one, other] = [await go(ids.earning, { userId: "user_1" }), await go(ids.earning)];
    for (const { status, headers } of [one, other]) {
      expect(status).toBe(302);
      expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "strict-origin" });
    }
    expect(clicks).toMatchObject([
      { network: "ads", shop: "shop.example", userId: "user_1", listingId: ids.earning },
      {},
    ]);
    expect(clicks[1]).not.toHaveProperty("userId");
    expect(clicks[0]?.clickId).not.toBe(clicks[1]?.clickId);
    const location = new URL(one.headers.location!);
    expect([location.host, location.searchParams.get("s")]).toEqual(["go.ads.example", clicks[0]?.clickId]);
    expect(location.searchParams.get("u")).toBe("https://shop.example/p/1");
    expect(one.headers.location).not.toContain("user_1");
  });

  it("leads plainly to a shop without a programme, and makes no click", async () => {
    expect((await go(ids.plain)).headers.location).toBe("https://plain.example/p/1");
    expect(clicks).toEqual([]);
  });

  it.each([
    ["HEAD", { method: "HEAD" }],
    ["a search engine", { headers: { ...BROWSER, "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)" } }],
    ["a preview", { headers: { "user-agent": "facebookexternalhit/1.1" } }],
    ["a program", { headers: { "user-agent": "curl/8.5.0" } }],
    ["who does not say what it is", { headers: {} }],
  ])("shows the way to %s, and makes no click of it", async (_, ask: Ask) => {
    const { status, headers } = await go(ids.earning, { ...ask, userId: "user_1" });
    expect([status, headers.location, clicks]).toEqual([302, "https://shop.example/p/1", []]);
  });

  it.each([
    ["sec-purpose", "prefetch;prerender"],
    ["purpose", "prefetch"],
    ["x-moz", "prefetch"],
    ["sec-fetch-dest", "image"],
    ["sec-fetch-dest", "iframe"],
  ])("leads nobody who did not follow it: %s %s", async (name, value) => {
    const { status, headers } = await go(ids.earning, { headers: { ...BROWSER, [name]: value }, userId: "user_1" });
    expect([status, headers.location, clicks]).toEqual([403, undefined, []]);
  });

  it("is one and the same 404 page for what there is not, and for a shop that we do not know", async () => {
    const gone = await go(newId("lst"));
    expect([gone.status, gone.headers["cache-control"]]).toEqual([404, "no-store"]);
    expect(gone.body).toContain("This offer is gone");
    const wrong = ["lst_x", "//evil.example", "..%2f", `/go/${ids.earning}/x`, "/go/https://evil.example", ids.strange];
    for (const id of wrong) expect(await go(id)).toEqual(gone);
    expect(clicks).toEqual([]);
  });
});
