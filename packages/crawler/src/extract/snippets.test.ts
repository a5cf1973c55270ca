import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { gtinOf } from "./gtin.ts";
import { readPage } from "./page.ts";
import { readBreadcrumb, readVisibleBrand } from "./visible-identity.ts";

const data = new URL("../../../../../shared/data/zyte_parsers/", import.meta.url);
const load = <T>(name: string) => JSON.parse(readFileSync(new URL(name, data), "utf8")) as T;

describe.skipIf(!existsSync(data))("snippets of real pages (skipped when ../shared/data is absent)", () => {
  it("reads every GTIN and refuses every wrong one", () => {
    // An ISSN is a magazine's number, and an ISBN-10 is given as the GTIN that it is.
    const cases = load<{ input: string; expected_type: string | null; normalised: string | null }[]>(
      "gtin_cases.json",
    ).filter(({ expected_type }) => expected_type !== "issn");
    const wrong = cases.filter(({ input, expected_type, normalised }) => {
      const found = gtinOf(input);
      return expected_type === "isbn10" ? !found?.startsWith(`978${normalised!.slice(0, 9)}`) : found !== normalised;
    });
    expect(cases.length).toBeGreaterThan(60);
    expect(wrong).toEqual([]);
  });

  it("reads brands of all kinds", () => {
    const cases = load<{ html: string; value: string | null }[]>("data/brand_values.json");
    const right = cases.filter(({ html, value }) => {
      const page = readPage({ url: "https://shop.example/p", html: `<div class="brand">${html}</div>` });
      const found = readVisibleBrand(page).list[0]?.value;
      if (value === null) return found === undefined;
      // They keep the label before the name, and marks that nobody sees.
      return (
        typeof found === "string" &&
        value.endsWith(found) &&
        /^(?:[\p{L} ]{2,14}:? |\p{Cf})?$/u.test(value.slice(0, -found.length))
      );
    });
    expect(cases.length).toBeGreaterThan(2000);
    expect(right.length / cases.length).toBeGreaterThan(0.96);
  });

  it("reads breadcrumbs of all kinds", () => {
    const cases = load<{ expected: { name?: string }[]; snippet_path: string; base_url: string }[]>(
      "data/breadcrumb_items_extract.json",
    );
    const same = cases.filter(({ expected, snippet_path, base_url }) => {
      const snippet = readFileSync(new URL(`data/breadcrumb_items_snippets/${snippet_path}`, data), "utf8");
      const page = readPage({ url: base_url, html: `<div class="breadcrumb">${snippet}</div>` });
      const found = readBreadcrumb(page).list[0]?.value as string[] | undefined;
      const names = expected.flatMap(({ name }) => name ?? []);
      // The last part is often the product itself, which is no link.
      const wanted = [names.join(">"), names.slice(0, -1).join(">")];
      return wanted.includes((found ?? []).join(">"));
    });
    expect(same.length / cases.length).toBeGreaterThan(0.86);
  });
});
