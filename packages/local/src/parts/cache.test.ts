import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { once } from "./cache.ts";

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(path.join(tmpdir(), "stylegence-cache-"));
  vi.stubEnv("STYLEGENCE_CACHE", cache);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true, force: true });
});

it("makes a part once, however many ask for it at the same time", async () => {
  const make = vi.fn(async (dir: string) => {
    await new Promise((done) => setImmediate(done));
    writeFileSync(path.join(dir, "file"), "content");
  });
  const dirs = await Promise.all([once("part", make), once("part", make), once("part", make)]);
  expect(make).toHaveBeenCalledTimes(1);
  expect(new Set(dirs)).toEqual(new Set([path.join(cache, "part")]));
  expect(readdirSync(cache)).toEqual(["part"]);
});

it("leaves nothing of a part that could not be made, and makes it the next time", async () => {
  const fail = once("part", async (dir) => {
    writeFileSync(path.join(dir, "half"), "");
    throw new Error("the network is gone");
  });
  await expect(fail).rejects.toThrow("the network is gone");
  expect(readdirSync(cache)).toEqual([]);
  await once("part", async (dir) => writeFileSync(path.join(dir, "whole"), ""));
  expect(readdirSync(path.join(cache, "part"))).toEqual(["whole"]);
});

it("takes over the lock of a process that died", async () => {
  // The kernel gives no process this number.
  writeFileSync(path.join(cache, "part.lock"), JSON.stringify({ pid: 2 ** 22 + 1, start: "1" }));
  await once("part", async (dir) => writeFileSync(path.join(dir, "file"), ""));
  expect(existsSync(path.join(cache, "part/file"))).toBe(true);
});
