import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FetchResult } from "./fetch-result.ts";
import { crawlDelay, isAllowed, parseRobots } from "./robots.ts";
import { robotsOf } from "./robots-policy.ts";

const BOT = "StylegenceBot/1.0 (+https://stylegence.example/bot)";

const allowed = (text: string, url: string, agent = BOT) => isAllowed(parseRobots(text), agent, url);

describe("isAllowed", () => {
  it("lets the longest rule decide, and allow on a tie", () => {
    const text = "User-agent: *\nDisallow: /shop\nAllow: /shop/kurta\nDisallow: /page\nAllow: /page";
    expect(allowed(text, "https://a.example/shop/saree")).toBe(false);
    expect(allowed(text, "https://a.example/shop/kurta-1")).toBe(true);
    expect(allowed(text, "https://a.example/page")).toBe(true);
    expect(allowed(text, "https://a.example/")).toBe(true);
  });

  it("matches * and $ and takes percent-encodings as what they mean", () => {
    const text = "User-agent: *\nDisallow: /*?sort=\nDisallow: /*.pdf$\nDisallow: /caf%C3%A9\nDisallow: /%7Eme";
    expect(allowed(text, "https://a.example/c?sort=price")).toBe(false);
    expect(allowed(text, "https://a.example/x.pdf")).toBe(false);
    expect(allowed(text, "https://a.example/x.pdf?v=1")).toBe(true);
    expect(allowed(text, "https://a.example/café/menu")).toBe(false);
    expect(allowed(text, "https://a.example/~me")).toBe(false);
  });

  it("takes the group of its own product token alone, whatever its version and case", () => {
    const text = "User-agent: *\nDisallow: /\n\nUser-agent: stylegencebot\nUser-agent: other\nDisallow: /cart";
    expect(allowed(text, "https://a.example/p/1")).toBe(true);
    expect(allowed(text, "https://a.example/cart")).toBe(false);
    expect(allowed(text, "https://a.example/p/1", "SomethingElse/2")).toBe(false);
    expect(allowed(text, "https://a.example/p/1", "stylegencebot-images")).toBe(false);
  });

  it("joins groups that name the same agent", () => {
    const text = "User-agent: a\nDisallow: /1\n\nUser-agent: b\nDisallow: /2\n\nUser-agent: a\nDisallow: /3";
    expect(["/1", "/2", "/3"].map((path) => allowed(text, `https://x.example${path}`, "a"))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("always allows robots.txt, and everything when empty", () => {
    expect(allowed("User-agent: *\nDisallow: /", "https://a.example/robots.txt")).toBe(true);
    expect(allowed("", "https://a.example/p")).toBe(true);
    expect(allowed("User-agent: *\nDisallow:", "https://a.example/p")).toBe(true);
    expect(allowed("<html><body>not robots</body></html>", "https://a.example/p")).toBe(true);
  });

  it("is quick on patterns made to be slow", () => {
    const text = `User-agent: *\nDisallow: /${"*a".repeat(20_000)}$`;
    expect(allowed(text, `https://a.example/${"a".repeat(20_000)}b`)).toBe(true);
  });

  it("survives anything, and a page without rules for it stays allowed", () => {
    const line = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("User-agent: *", "Disallow: /x", "Allow: *$", "Crawl-delay: 1e9"),
    );
    fc.assert(
      fc.property(fc.array(line), fc.string(), (lines, path) => {
        const robots = parseRobots(lines.join("\n"));
        isAllowed(robots, BOT, `https://a.example/${path}`);
        const delay = crawlDelay(robots, BOT);
        return delay === null || delay >= 0;
      }),
      { numRuns: 600 },
    );
    fc.assert(
      fc.property(fc.webPath(), (path) => allowed("User-agent: nobody\nDisallow: /", `https://a.example${path}`)),
    );
  });

  it("a plain disallow of a prefix refuses every path under it", () => {
    const segment = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    fc.assert(
      fc.property(
        segment,
        fc.webPath(),
        (prefix, rest) => !allowed(`User-agent: *\nDisallow: /${prefix}`, `https://a.example/${prefix}${rest}`),
      ),
    );
  });
});

describe("crawlDelay", () => {
  it("is that of the agent's group, and null where nothing is said", () => {
    const robots = parseRobots(
      "User-agent: *\nCrawl-delay: 10\n\nUser-agent: stylegencebot\nCrawl-delay: 2.5\nSitemap: /s.xml",
    );
    expect(crawlDelay(robots, BOT)).toBe(2.5);
    expect(crawlDelay(robots, "other")).toBe(10);
    expect(crawlDelay(parseRobots("User-agent: *\nCrawl-delay: soon"), BOT)).toBeNull();
    expect(robots.sitemaps).toEqual(["/s.xml"]);
  });
});

describe("robotsOf", () => {
  const page = { url: "https://a.example/robots.txt", headers: {}, hops: [] };
  const verdict = (result: FetchResult) => isAllowed(robotsOf(result), BOT, "https://a.example/p");

  it("allows when absent, refuses when unreachable", () => {
    expect(verdict({ kind: "http_error", status: 404, ...page })).toBe(true);
    expect(verdict({ kind: "http_error", status: 403, ...page })).toBe(true);
    expect(verdict({ kind: "redirect_loop", url: page.url, hops: [], circular: true })).toBe(true);
    expect(verdict({ kind: "http_error", status: 503, ...page })).toBe(false);
    expect(verdict({ kind: "http_error", status: 429, ...page })).toBe(false);
    expect(verdict({ kind: "timeout", url: page.url, timeoutMs: 1, answered: false })).toBe(false);
    expect(verdict({ kind: "network", url: page.url, code: "ECONNREFUSED", reason: "" })).toBe(false);
  });
});

const data = new URL("../../../../shared/data/robots/", import.meta.url);

describe.skipIf(!existsSync(data))("cases of other parsers (skipped when ../shared/data is absent)", () => {
  const load = <T>(name: string) =>
    // Python wrote one endless delay as a bare word.
    JSON.parse(readFileSync(new URL(name, data), "utf8").replace(/\bInfinity\b/g, "1e999")) as T[];

  it("allows and refuses as the reference matchers agree, every case", () => {
    const cases = load<{ robots: string; user_agent: string; url: string; allowed: boolean }>("allow_cases.json");
    const wrong = cases.filter((given) => allowed(given.robots, given.url, given.user_agent) !== given.allowed);
    expect(cases.length).toBeGreaterThan(700);
    expect(wrong).toEqual([]);
  });

  it("reads every crawl delay", () => {
    const cases = load<{ robots: string; user_agent: string; crawl_delay: number | null }>("crawl_delay_cases.json");
    const wrong = cases.filter(
      (given) => crawlDelay(parseRobots(given.robots), given.user_agent) !== given.crawl_delay,
    );
    expect(wrong).toEqual([]);
  });

  it("reads every sitemap", () => {
    const cases = load<{ robots: string; sitemaps: string[] }>("sitemap_cases.json");
    expect(cases.map(({ robots }) => parseRobots(robots).sitemaps)).toEqual(cases.map(({ sitemaps }) => sitemaps));
  });
});
