import { absolute } from "../url.ts";
import { distinct } from "./distinct.ts";
import { attribute, elements, squeeze, textOf } from "./dom.ts";
import type { PageElement } from "./element.ts";
import { Findings } from "./finding.ts";
import { landmarks } from "./landmarks.ts";
import { saysOf } from "./names.ts";
import type { Page } from "./page.ts";

export function readVisibleName(page: Page): Findings {
  const findings = new Findings("visible");
  const heading = page.visible[landmarks(page).heading];
  const text = heading && (heading.text ?? textOf(heading, 300));
  findings.add("name", text, heading?.name === "h1" ? 0.6 : 0.5, heading?.name);
  const title = page.title.split(/\s+[|–—·-]\s+/)[0]!;
  findings.add("name", title, 0.35, "title");
  return findings;
}

const BRAND_LINK = /\/(?:brands?|marke|marken|marques?|marcas?|designers?|merken|znacky|manufacturer)\//i;

/** The name in an element that calls itself the brand, near the title before elsewhere. */
export function readVisibleBrand(page: Page): Findings {
  const findings = new Findings("visible");
  const { heading } = landmarks(page);
  const found = page.visible.flatMap((element, at) => {
    const named = element.says.brand;
    const linked = element.name === "a" && BRAND_LINK.test(element.attribs.href ?? "");
    const name = named || linked ? brandIn(element) : null;
    return name ? [{ name, element, near: heading < 0 ? 500 : Math.abs(at - heading) }] : [];
  });
  const best = found.reduce<(typeof found)[number] | null>(
    (one, other) => (one === null || other.near < one.near ? other : one),
    null,
  );
  if (best)
    findings.add(
      "brand",
      best.name,
      best.near < 60 ? 0.6 : 0.45,
      `.${best.element.attribs.class?.trim().split(/\s+/)[0] ?? best.element.name}`,
    );
  return findings;
}

function brandIn(element: PageElement): string | null {
  const text = element.text || logoName(element);
  const name = text
    ?.replace(
      /^(?:brand|by|visit the|marke|marque|marca|merk|značka|manufacturer|producent|hersteller|producător)\s*[:：]?\s+/i,
      "",
    )
    .replace(/\s+store$/i, "")
    .trim();
  const sound =
    name && name.length >= 2 && name.length <= 40 && name.split(" ").length <= 5 && !/[:|<>]|\d{4}|\d[/.]\d/.test(name);
  return sound && !/^(?:brands?|all brands|shop by brand|view all|more|info)$/i.test(name) ? name : null;
}

function logoName(element: PageElement): string | null {
  for (const inner of elements(element)) if (inner.name === "img") return attribute(inner, "alt");
  return null;
}

export function readBreadcrumb(page: Page): Findings {
  const findings = new Findings("visible");
  const list = page.visible.find((element) => {
    const label = element.attribs["aria-label"];
    return (element.says.crumbs || (label && saysOf(label.toLowerCase()).crumbs)) && element.children.length > 0;
  });
  if (!list) return findings;
  const links = elements(list)
    .filter(({ name }) => name === "a")
    .map((link) => textOf(link, 80));
  const parts = links.length > 0 ? links : textOf(list, 400).split(/\s*[>/»›|→]\s*/);
  findings.add("category", [...new Set(parts.map(squeeze).filter(Boolean))], 0.6, "breadcrumb");
  return findings;
}

/** Pictures in elements that call themselves the product's, where nothing structured names one. */
export function readVisibleImages(page: Page): Findings {
  const findings = new Findings("visible");
  const found = page.visible.flatMap((element) => {
    if (element.name !== "img" || !isProductPicture(element)) return [];
    const source = attribute(element, "data-zoom-image") ?? attribute(element, "data-src") ?? attribute(element, "src");
    const url = source && !source.startsWith("data:") ? absolute(source, page.base) : null;
    const alt = attribute(element, "alt");
    return url ? [{ url, ...(alt && { alt }) }] : [];
  });
  const unique = distinct(found, ({ url }) => url);
  findings.add("images", unique.slice(0, 12), 0.5, "img");
  return findings;
}

function isProductPicture(image: PageElement): boolean {
  const parent = image.parent as PageElement | null;
  const names = `${image.names} ${parent?.names ?? ""}`;
  return (
    /product|gallery|(?:^|[\s_-])main|zoom|hero|pdp|primary|pics/.test(names) &&
    !/thumb|logo|icon|related|recommend|tile/.test(names)
  );
}
