import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Network, Programme } from "./network.ts";
import { newClickId, type Ways, wayTo } from "./way.ts";

const CLICK = "0123456789ABCDEFGHJKMNPQRS";
const limits = { INR: { sale: 1, commission: 1 } };
const network = (change: object = {}) =>
  Network.parse({
    ...{ network: "ads", name: "Ads", dialect: "admitad", confirmedBy: "pull", limits },
    ...{
      link: "https://go.ads.example/c/{campaign}?s={clickId}&u={url}",
      hosts: ["go.ads.example", "ads.example:8443"],
    },
    ...change,
  });
const programme = (change: object = {}) =>
  Programme.parse({ shop: "shop.example", network: "ads", values: { campaign: "a/b" }, ...change });

function ways(change: { network?: object; programme?: object | null } = {}): Ways {
  const own = change.programme === null ? [] : [programme(change.programme)];
  return {
    networks: new Map([["ads", network(change.network)]]),
    programmes: new Map(own.map((one) => [one.shop, one])),
    shops: new Set(["shop.example", "plain.example", "local.example:8080"]),
  };
}

const to = (address: string, given = ways(), clickId: string | null = CLICK) => wayTo(address, given, clickId);

describe("a way out", () => {
  it("leads through the network of the shop's programme, with the click and the address in it", () => {
    const way = to("https://www.shop.example/p?id=1&x=a b#top");
    const inner = encodeURIComponent("https://www.shop.example/p?id=1&x=a%20b#top");
    expect(way?.location).toBe(`https://go.ads.example/c/a%2Fb?s=${CLICK}&u=${inner}`);
    expect(way?.through).toEqual({ network: "ads", shop: "shop.example" });
  });

  it.each([
    ["no programme", ways({ programme: null })],
    ["a programme that rests", ways({ programme: { paused: true } })],
    ["a network that rests", ways({ network: { paused: true } })],
    ["a network that is gone", ways({ programme: { network: "gone" } })],
    ["a link that lacks a value", ways({ programme: { values: {} } })],
    ["a link that leads elsewhere", ways({ programme: { link: "https://evil.example/?s={clickId}&u={url}" } })],
  ])("is plain for a shop with %s", (_, given) => {
    expect(to("https://shop.example/p?id=1", given)).toEqual({ location: "https://shop.example/p?id=1" });
  });

  it("is plain where nobody is to be followed", () => {
    expect(to("https://shop.example/p", ways(), null)).toEqual({ location: "https://shop.example/p" });
  });

  it("does not wrap what is a tracking link already", () => {
    for (const link of ["https://go.ads.example/c/1?s=x", "https://ads.example:8443/x", "https://in.go.ads.example/"]) {
      expect(to(link)).toEqual({ location: link });
    }
  });

  it.each([
    "https://evil.example/",
    "https://shop.example.evil.example/",
    "https://notshop.example/",
    "https://shop.example@evil.example/",
    "https://user:pass@shop.example/",
    "https://shop.example:444/",
    "https://local.example/",
    "https://ads.example/",
    "https://example/",
    "//evil.example/p",
    "/p",
    "javascript:alert(1)//shop.example",
    "data:text/html,shop.example",
    "ftp://shop.example/",
    "https://shop.example\\@evil.example/",
    "https://evil.example\\.shop.example/",
    "https://evil.example/#.shop.example",
    "https://evil.example?.shop.example",
    "https:/\\evil.example/.shop.example",
    "",
  ])("leads nobody to %s", (address) => {
    const way = to(address);
    // A browser's own reading of such an address decides: either nowhere, or at the shop.
    if (way) expect(new URL(new URL(way.location).searchParams.get("u")!).host).toBe("shop.example");
    else expect(way).toBeNull();
  });

  it("leads to no host but those that are known, whatever the address", () => {
    const known = /^(?:(?:[\w-]+\.)*(?:shop|plain)\.example|local\.example:8080|go\.ads\.example)$/;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc
            .tuple(
              fc.constantFrom("https://", "http://", "//", "https:/\\", "javascript:", "https://shop.example"),
              fc.string({ maxLength: 12, unit: fc.constantFrom(..."abc.@:/\\?#%0 .é") }),
              fc.constantFrom("shop.example", ".shop.example", "@shop.example", "shop.example.", "plain.example/a"),
              fc.string({ maxLength: 12, unit: fc.constantFrom(..."abc.@:/\\?#%0 .é") }),
            )
            .map((parts) => parts.join("")),
        ),
        fc.boolean(),
        (address, isFollowed) => {
          const way = to(address, ways(), isFollowed ? CLICK : null);
          if (way) expect(new URL(way.location).host).toMatch(known);
        },
      ),
      { numRuns: 5000 },
    );
  });
});

describe("a click's id", () => {
  it("is 26 letters and digits that say nothing and come once", () => {
    const ids = Array.from({ length: 2000 }, newClickId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    // No place is always the same, as a time's first letters would be.
    for (let place = 0; place < 26; place++) expect(new Set(ids.map((id) => id[place])).size).toBeGreaterThan(20);
  });
});
