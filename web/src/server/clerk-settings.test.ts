import { expect, it } from "vitest";
import { clerkSettings } from "./clerk-settings.ts";

const key = (host: string, kind = "live") => `pk_${kind}_${Buffer.from(`${host}$`).toString("base64")}`;

it("names the origin that a key stands for, or the proxy's", () => {
  expect(clerkSettings(key("clerk.stylegence.com"), undefined)?.origin).toBe("https://clerk.stylegence.com");
  expect(clerkSettings(key("happy-cat-12.clerk.accounts.dev", "test"), "")).toMatchObject({
    origin: "https://happy-cat-12.clerk.accounts.dev",
    proxyUrl: null,
  });
  expect(clerkSettings(key("clerk.stylegence.com"), "http://clerk.localhost:4322/x")?.origin).toBe(
    "http://clerk.localhost:4322",
  );
});

it("is nothing without a key", () => {
  expect(clerkSettings(undefined, undefined)).toBeNull();
  expect(clerkSettings("", "http://clerk.localhost:4322")).toBeNull();
});

it("takes nothing into the content security policy that is no host", () => {
  for (const wrong of ["a key", "pk_live_", key("a b; script-src *"), key(""), `pk_live_${btoa("no-dollar.example")}`])
    expect(() => clerkSettings(wrong, undefined)).toThrow(/publishable key/);
});
