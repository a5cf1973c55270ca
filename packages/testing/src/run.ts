import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "@stylegence/local/parts/cache";
import * as Dynamo from "@stylegence/local/parts/dynamodb";
import * as Ministack from "@stylegence/local/parts/ministack";
import * as Model from "@stylegence/local/parts/model";
import * as OpenSearch from "@stylegence/local/parts/opensearch";
import { Missing, nodeBinary, preflight } from "@stylegence/local/parts/tools";
import { board } from "@stylegence/local/progress";

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

interface Step {
  name: string;
  run: () => Promise<Totals>;
}

/** What one call of vitest runs; stage and browser share one deployed stage. */
const PROJECTS = [["unit"], ["integration"], ["stage", "browser"]];

const wanted = process.argv.slice(2);
const steps: Step[] = [
  {
    name: "format and rules",
    run: () => check("node_modules/@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]),
  },
  { name: "types", run: () => check("node_modules/typescript/bin/tsc", ["--noEmit"]) },
  { name: "types of the site", run: () => check("node_modules/astro/bin/astro.mjs", ["check"], "web") },
  ...PROJECTS.map((projects) => ({ name: projects.join(" and "), run: () => vitest(projects) })),
].filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));

try {
  preflight();
  await prepare();
} catch (error) {
  console.error(error instanceof Missing ? error.message : error);
  process.exit(1);
}

const sum: Totals = { passed: 0, failed: 0, skipped: 0 };
for (const { name, run } of steps) {
  const started = Date.now();
  console.log(`\n== ${name}`);
  const totals = await run();
  sum.passed += totals.passed;
  sum.failed += totals.failed;
  sum.skipped += totals.skipped;
  const { passed, failed, skipped } = totals;
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`== ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped in ${seconds} s`);
}
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(sum.failed > 0 ? 1 : 0);

/** Everything that tests start, fetched before a test waits for it. */
async function prepare(): Promise<void> {
  const progress = board();
  const parts = { opensearch: OpenSearch, emulator: Ministack, dynamodb: Dynamo, model: Model };
  await Promise.all(
    Object.entries(parts).map(async ([name, part]) => {
      await part.prepare(progress.of(name));
      progress.done(name);
    }),
  );
  progress.close();
}

/** A program that passes or does not. */
async function check(script: string, args: string[], dir = "."): Promise<Totals> {
  const cwd = path.join(root, dir);
  const ok = (await node([path.join(cwd, script), ...args], cwd)) === 0;
  return { passed: Number(ok), failed: Number(!ok), skipped: 0 };
}

async function vitest(projects: string[]): Promise<Totals> {
  const dir = mkdtempSync(path.join(tmpdir(), "stylegence-run-"));
  const report = path.join(dir, "report.json");
  const code = await node(
    [
      path.join(root, "node_modules/vitest/vitest.mjs"),
      "run",
      ...projects.flatMap((project) => ["--project", project]),
      ...["--passWithNoTests", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    ],
    root,
  );
  const totals = existsSync(report) ? read(report) : { passed: 0, failed: 0, skipped: 0 };
  rmSync(dir, { recursive: true, force: true });
  // A set-up that fails, or an error outside of any test, fails the run all the same.
  return { ...totals, failed: totals.failed || Number(code !== 0) };
}

function read(report: string): Totals {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    readFileSync(report, "utf8"),
  ) as Record<string, number>;
  return {
    passed: numPassedTests ?? 0,
    failed: numFailedTests ?? 0,
    skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
  };
}

function node(args: string[], cwd: string): Promise<number> {
  const PATH = `${path.dirname(nodeBinary())}${path.delimiter}${process.env.PATH}`;
  const child = spawn(nodeBinary(), args, { cwd, stdio: "inherit", env: { ...process.env, PATH } });
  return new Promise((done) => child.once("close", (code) => done(code ?? 1)));
}
