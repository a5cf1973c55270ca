import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { safeFetch } from "@stylegence/crawler/fetch";
import type { CssRule } from "@stylegence/crawler/product";
import { parseResolve } from "@stylegence/crawler/resolve";
import { startSandbox } from "@stylegence/sandbox/server";
import { freePort } from "../services.setup.ts";

export interface SamplePage {
  shop: string;
  url: string;
  html: string;
  rules: CssRule[];
}

interface Truth {
  garments: { listings: { shop: string; url: string; status: string }[] }[];
}

/** Product pages of the shops that need no browser and no patience, as their servers give them. */
export async function samplePages(most: number): Promise<SamplePage[]> {
  const data = mkdtempSync(path.join(tmpdir(), "stylegence-bench-"));
  const port = await freePort();
  const sandbox = await startSandbox({ port, data });
  const agent = { userAgent: "StylegenceBot/1.0 (bench)", resolve: parseResolve("*.localhost=127.0.0.1") };
  try {
    const shops = (await (await fetch(`${sandbox.url}/shops`)).json()) as { id: string; rules: CssRule[] }[];
    const truth = (await (await fetch(`${sandbox.url}/truth`)).json()) as Truth;
    const listings = truth.garments.flatMap((garment) => garment.listings);
    const plain = listings.filter(({ shop }) => ["threadmill", "vanika", "bazaar24"].includes(shop)).slice(0, most);
    const pages: SamplePage[] = [];
    for (const { shop, url } of plain) {
      const answer = await safeFetch(url, agent);
      const rules = shops.find(({ id }) => id === shop)?.rules ?? [];
      if (answer.kind === "ok" && answer.text) pages.push({ shop, url, html: answer.text, rules });
    }
    return pages;
  } finally {
    await sandbox.close();
    rmSync(data, { recursive: true, force: true });
  }
}
