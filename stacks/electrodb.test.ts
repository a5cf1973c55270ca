import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { expect, it } from "vitest";
import { DOCUMENT_COMMANDS } from "./electrodb.ts";

it("names every command that ElectroDB calls", () => {
  const require = createRequire(path.resolve("packages/core/package.json"));
  const source = readFileSync(path.join(path.dirname(require.resolve("electrodb")), "src/client.js"), "utf8");
  const called = [...source.matchAll(/\blib\.(\w+)\(/g)].map(([, name]) => name!);
  expect([...new Set(called)].sort()).toEqual(DOCUMENT_COMMANDS);
});
