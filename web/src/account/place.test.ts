import fc from "fast-check";
import { expect, it } from "vitest";
import { hintOf, initialsOf, returnPath } from "./place.ts";

const SITE = "https://stylegence.com";

it("comes back to paths of this site only", () => {
  expect(returnPath("/p/prd_1?size=M#compare", SITE)).toBe("/p/prd_1?size=M#compare");
  for (const elsewhere of [
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "",
    null,
  ])
    expect(returnPath(elsewhere, SITE)).toBe("/");
});

it("never leads to another origin, whatever it is given", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.tuple(fc.constantFrom("//", "https://", "/\\", "/./", "/%2f/"), fc.string()).map((parts) => parts.join("")),
        fc.string().map((text) => `/${text}`),
      ),
      (wanted) => {
        const path = returnPath(wanted, SITE);
        expect(new URL(path, SITE).origin).toBe(SITE);
        expect(path.startsWith("/")).toBe(true);
      },
    ),
  );
});

it("takes a session cookie of either name as a hint, and a signed-out one as none", () => {
  expect(hintOf("a=1; __client_uat=1700000000", "")).toBe(true);
  expect(hintOf("__client_uat_AbC-1=1700000000; b=2", "")).toBe(true);
  expect(hintOf("__session=eyJ", "")).toBe(true);
  expect(hintOf("__client_uat=0; __client_uat_AbC=0; theme=dark", "")).toBe(false);
  expect(hintOf("__client_uat=", "")).toBe(false);
  expect(hintOf("x__session=1", "")).toBe(false);
  expect(hintOf("", "?q=kurta&__clerk_db_jwt=dvb_1")).toBe(true);
});

it("writes a person in one or two letters", () => {
  expect(initialsOf("Asha Rao")).toBe("AR");
  expect(initialsOf("asha devi rao")).toBe("AR");
  expect(initialsOf("asha@example.test")).toBe("AT");
  expect(initialsOf("आशा")).toBe("आ");
  expect(initialsOf("")).toBe("");
});
