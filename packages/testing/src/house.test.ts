import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "");
const read = (file: string): string => {
  try {
    return readFileSync(path.join(ROOT, file), "utf8");
  } catch {
    return "";
  }
};

const isTest = (file: string): boolean => /\.test\.ts$|\/test\/|\.setup\.ts$/.test(file);
const source = tracked.filter((file) => /\.(tsx?|astro)$/.test(file) && !file.endsWith(".d.ts"));
const product = source.filter((file) => /^(packages|functions|web|stacks)\//.test(file) && !isTest(file));

/** Which of our packages each may import; the direction of the arrows in docs/architecture.md. */
const MAY_IMPORT: Record<string, string[]> = {
  "packages/contracts": [],
  "packages/crawler": [],
  "packages/clients": [],
  "packages/core": ["clients", "crawler"],
  functions: ["contracts", "core", "clients", "crawler"],
  web: ["contracts"],
  "packages/sandbox": [],
  "packages/local": ["sandbox", "core", "clients", "crawler", "functions"],
  "packages/testing": ["sandbox", "local", "core", "clients", "crawler", "contracts", "functions"],
  stacks: ["core"],
};
/** The one bridge: a page calls the public API in its own process. */
const BRIDGE = "web/src/server/api.ts";

const ours = (file: string): string[] =>
  [...read(file).matchAll(/(?:from|import\()\s*["']@stylegence\/([a-z]+)/g)].map((match) => match[1]!);
const homeOf = (file: string): string => /^(packages\/[^/]+|functions|web|stacks)/.exec(file)?.[1] ?? "";

describe("house rules", () => {
  it("imports follow the arrows", () => {
    const wrong = product.flatMap((file) =>
      ours(file)
        .filter((name) => file !== BRIDGE && !homeOf(file).endsWith(`/${name}`) && homeOf(file) !== name)
        .filter((name) => !MAY_IMPORT[homeOf(file)]?.includes(name))
        .map((name) => `${file} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it("no file reaches into another package by a relative path", () => {
    const wrong = product.filter((file) =>
      [...read(file).matchAll(/from\s+["'](\.\.?\/[^"']+)["']/g)].some(
        (match) => homeOf(path.join(path.dirname(file), match[1]!)) !== homeOf(file),
      ),
    );
    expect(wrong.filter((file) => !/^(stacks|packages\/testing|packages\/local)\//.test(file))).toEqual([]);
  });

  it("only entity files import electrodb", () => {
    const wrong = product
      .filter((file) => /from\s+["']electrodb["']/.test(read(file)))
      .filter((file) => !file.endsWith(".entity.ts") && !/import type [^;]*from\s+["']electrodb["']/.test(read(file)));
    expect(wrong).toEqual([]);
  });

  it("the domain and the clients never read the environment", () => {
    const wrong = product.filter(
      (file) =>
        /^packages\/(core|clients|crawler|contracts)\//.test(file) &&
        !/\/cli\//.test(file) &&
        /process\.env/.test(read(file)),
    );
    expect(wrong).toEqual([]);
  });

  it("no request or job path scans the table", () => {
    const wrong = product.filter(
      (file) =>
        /^(packages\/(core|clients)|functions|web)\//.test(file) &&
        /ScanCommand|paginateScan|ExecuteStatement|\.scan\b/.test(read(file)),
    );
    expect(wrong).toEqual([]);
  });

  it("files stay short", () => {
    const lines = source.map((file) => ({ file, count: read(file).split("\n").length }));
    expect(lines.filter(({ count }) => count > 401)).toEqual([]);
  });

  it("tests wait for events, not for the clock", () => {
    const wrong = source.filter(
      (file) => isTest(file) && /setTimeout\(\s*(r|resolve|ok|done)\b|\bsleep\(/.test(read(file)),
    );
    expect(wrong).toEqual([]);
  });

  it("nothing names a registry, a machine path or a key", () => {
    const patterns = [
      /registry\.npmjs\.org|repo\.maven\.apache\.org|repo1\.maven\.org|pypi\.org\/simple|files\.pythonhosted/,
      /(^|["'\s=(])\/(work|root)\//m,
      /AKIA[0-9A-Z]{16}|-----BEGIN (RSA |EC )?PRIVATE KEY|sk_live_|rzp_live_|whsec_[A-Za-z0-9+/]{24}/,
    ];
    const text = tracked.filter(
      (file) => !/\.(png|jpg|webp|woff2|gz|ico)$/.test(file) && !file.endsWith("house.test.ts"),
    );
    expect(text.filter((file) => patterns.some((pattern) => pattern.test(read(file))))).toEqual([]);
  });
});
