import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "@stylegence/local/parts/cache";
import { describe, expect, it } from "vitest";
import { accessPatterns, FILE } from "./access-patterns.ts";

/** Made with their items, since an index is dear to fill later: for a redirect by listing, and to look a subject's jobs up by hand. */
const AHEAD = new Set(["listing byId", "embeddingJob bySubject"]);

describe("docs/access-patterns.md", () => {
  it("is what the entities and their callers say", async () => {
    const kept = readFileSync(path.join(root, FILE), "utf8");
    const isCurrent = kept === (await accessPatterns());
    expect(isCurrent, "Out of date: run `node packages/testing/src/access-patterns.ts` and commit it.").toBe(true);
  });

  it("knows who reads every index", async () => {
    const text = await accessPatterns();
    const entities = text.split(/^## /m).slice(1);
    const unread = entities.flatMap((section) =>
      [...section.matchAll(/^\| (\w+) \| gsi\d[^|]*\|[^|]*\| – \| – \|$/gm)].map(
        ([, index]) => `${section.split("\n")[0]} ${index}`,
      ),
    );
    expect(entities.length).toBeGreaterThan(40);
    expect(unread.filter((index) => !AHEAD.has(index))).toEqual([]);
  });
});
