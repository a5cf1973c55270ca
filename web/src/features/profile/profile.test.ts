import type { Profile, SizeLabel } from "@stylegence/contracts/shopper";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  currencyOptions,
  dayInIndia,
  isUnder18,
  patched,
  sizeText,
  usernameFault,
  withoutSize,
  withSize,
} from "./profile.ts";

it("tells under 18 by the day, and by the day in India", () => {
  expect(isUnder18("2008-11-24", "2026-11-23")).toBe(true);
  expect(isUnder18("2008-11-23", "2026-11-23")).toBe(false);
  expect(isUnder18("2008-02-29", "2026-02-28")).toBe(true);
  expect(isUnder18("2008-02-29", "2026-03-01")).toBe(false);
  expect(dayInIndia(new Date("2026-11-22T18:29:59Z"))).toBe("2026-11-22");
  expect(dayInIndia(new Date("2026-11-22T18:30:00Z"))).toBe("2026-11-23");
});

it("says what is wrong with a username before it is sent", () => {
  expect(usernameFault("")).toBeNull();
  expect(usernameFault("asha_rao2")).toBeNull();
  expect(usernameFault("ab")).toContain("3 to 30");
  expect(usernameFault("a".repeat(31))).toContain("3 to 30");
  for (const wrong of ["2asha", "asha rao", "आशा_राव", "asha-rao"]) expect(usernameFault(wrong)).toContain("letter");
});

it("keeps one size for each garment and brand", () => {
  const slug = fc.constantFrom("women-kurtas", "men-shirts");
  const size = fc.record<SizeLabel>({
    category: slug,
    brand: fc.constantFrom(null, "anokhi"),
    sizeSystem: fc.constantFrom("IN", "ALPHA"),
    label: fc.constantFrom("M", "38"),
  });
  fc.assert(
    fc.property(fc.array(size), size, (many, last) => {
      const sizes = [...many, last].reduce<SizeLabel[]>(withSize, []);
      const places = sizes.map(({ category, brand }) => `${category} ${brand}`);
      expect(new Set(places).size).toBe(places.length);
      expect(sizes.at(-1)).toEqual(last);
      expect(withoutSize(sizes, last)).toEqual(sizes.slice(0, -1));
    }),
  );
});

it("names a size as people do", () => {
  expect(sizeText({ sizeSystem: "ALPHA", label: "XL" })).toBe("XL");
  expect(sizeText({ sizeSystem: "UK", label: "10" })).toBe("UK 10");
  expect(sizeText({ sizeSystem: "WAIST", label: "32" })).toBe("32 inch waist");
});

it("offers each currency once, the usual ones first", () => {
  const { common, others } = currencyOptions(["AED", "INR", "JPY", "ALL"], (code) =>
    code === "ALL" ? undefined : `Name of ${code}`,
  );
  expect(common[0]).toEqual({ value: "INR", label: "Name of INR (INR)" });
  expect(others.map(({ value }) => value)).toEqual(["ALL", "JPY"]);
});

it("shows what is changed and leaves the rest", () => {
  const before = { stylePreferences: ["a"], preferredCurrency: "INR" } as Profile;
  expect(patched(before, { stylePreferences: [], preferredCurrency: undefined })).toEqual({
    stylePreferences: [],
    preferredCurrency: "INR",
  });
});
