import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { checkUrl, isPublicAddress, pastedUrl } from "./address.ts";
import { parseResolve, resolved } from "./resolve.ts";

describe("isPublicAddress", () => {
  it.each(["8.8.8.8", "223.255.255.254", "2606:4700::1111", "[::ffff:8.8.8.8]", "64:ff9b::8.8.8.8"])("%s is", (ip) => {
    expect(isPublicAddress(ip)).toBe(true);
  });

  it.each([
    "127.0.0.1",
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "169.254.169.254",
    "172.31.0.1",
    "192.168.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a9fe:a9fe",
    "2002:7f00:1::",
    "2001:db8::1",
    "0177.0.0.1",
    "2130706433",
    "127.1",
    "example.com",
    "",
  ])("%j is not", (ip) => {
    expect(isPublicAddress(ip)).toBe(false);
  });

  it("no spelling of a private IPv4 address gets through", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const inside = fc.oneof(
      fc.tuple(fc.constant(127), octet, octet, octet),
      fc.tuple(fc.constant(10), octet, octet, octet),
      fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
      fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
    );
    fc.assert(
      fc.property(inside, ([a, b, c, d]) => {
        const number = ((a * 256 + b) * 256 + c) * 256 + d;
        const octal = [a, b, c, d].map((part) => `0${part.toString(8)}`).join(".");
        const hex = [a, b, c, d].map((part) => `0x${part.toString(16)}`).join(".");
        const v6 = [a * 256 + b, c * 256 + d].map((part) => part.toString(16)).join(":");
        const hosts = [
          `${a}.${b}.${c}.${d}`,
          `${number}`,
          `0x${number.toString(16)}`,
          octal,
          hex,
          `${a}.${b}.${c * 256 + d}`,
        ];
        const wrapped = [`[::ffff:${v6}]`, `[64:ff9b::${v6}]`, `[::${v6}]`, `[::ffff:0:${v6}]`];
        for (const host of [...hosts, ...wrapped]) expect(checkUrl(`http://${host}/`).ok, host).toBe(false);
      }),
    );
  });
});

describe("checkUrl", () => {
  it.each([
    "ftp://shop.example/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://user:pass@shop.example.com/",
    "http://localhost/",
    "http://printer.local/",
    "http://metadata.google.internal/",
    "http://intranet/",
    "http://shop.example.com:22/",
    "http://shop.example.com:6379/",
    "http://①②⑦.0.0.1/",
    "not an address",
  ])("refuses %s", (url) => {
    expect(checkUrl(url)).toMatchObject({ ok: false, reason: expect.any(String) });
  });

  it("lets shops through, on odd high ports too", () => {
    expect(checkUrl("https://shop.example.com/p?q=1").ok).toBe(true);
    expect(checkUrl("http://shop.example.com:8080/").ok).toBe(true);
    expect(checkUrl("http://localhost.example.com/").ok).toBe(true);
  });

  it("trusts the hosts of the table and no others", () => {
    const table = parseResolve("*.localhost=127.0.0.1,shop.test=10.0.0.7+::1");
    expect(checkUrl("http://vanika.localhost:4322/p", table).ok).toBe(true);
    expect(checkUrl("http://shop.test/", table).ok).toBe(true);
    expect(checkUrl("http://localhost:4322/", table).ok).toBe(false);
    expect(checkUrl("http://127.0.0.1:4322/", table).ok).toBe(false);
    expect(resolved(table, "Shop.Test.")).toEqual(["10.0.0.7", "::1"]);
    expect(resolved(table, "evil-shop.test")).toBeNull();
  });
});

describe("parseResolve", () => {
  it("is empty for nothing and throws on nonsense", () => {
    expect(parseResolve(undefined)).toEqual([]);
    expect(() => parseResolve("*.localhost")).toThrow(/host=address/);
    expect(() => parseResolve("a.test=not-an-ip")).toThrow(/host=address/);
  });
});

const file = new URL("../../../../shared/data/ssrf/ssrf_cases.json", import.meta.url);

describe.skipIf(!existsSync(file))("published lists (skipped when ../shared/data is absent)", () => {
  let cases: Record<string, string[]>;
  beforeAll(() => {
    cases = JSON.parse(readFileSync(file, "utf8")) as Record<string, string[]>;
  });
  const fetchable = (text: string) => {
    const url = pastedUrl(text);
    return url !== null && checkUrl(url).ok;
  };

  it("refuses every address to refuse, as given and as pasted", () => {
    const block = [...cases.urls_must_block!, ...cases.payloads_all_the_things_extra_block!];
    expect(block.filter((url) => checkUrl(url).ok || fetchable(url))).toEqual([]);
  });

  it("lets every address to allow through", () => {
    expect(cases.urls_must_allow!.filter((url) => !fetchable(url))).toEqual([]);
  });

  it("knows public from private", () => {
    // One of the lists overlooks that 224.0.0.0/4 is multicast, another that 2001:10::/28 is not routed.
    const open = [...cases.ips_public!, ...cases.advocate_allow!].filter((ip) => !/^22[67]\.|^2001:10::/.test(ip));
    expect(open.filter((ip) => !isPublicAddress(ip))).toEqual([]);
    expect([...cases.ips_private!, ...cases.advocate_block!].filter(isPublicAddress)).toEqual([]);
  });
});
