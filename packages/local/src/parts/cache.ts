import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isRunning, startOf } from "./process.ts";

/** The clone this file lies in; the stacks are bundled into one file elsewhere in it, so it is looked for. */
export const root = findRoot(import.meta.dirname);

function findRoot(dir: string): string {
  if (existsSync(path.join(dir, "pnpm-workspace.yaml"))) return dir;
  if (dir === path.dirname(dir)) throw new Error("Not inside the workspace.");
  return findRoot(path.dirname(dir));
}

/** Where downloaded parts are kept between runs; `STYLEGENCE_CACHE` moves it. */
export function cacheDir(): string {
  return path.resolve(process.env.STYLEGENCE_CACHE ?? path.join(root, ".cache"));
}

/** Told what a part is doing, one short sentence at a time. */
export type Report = (message: string) => void;

/**
 * Makes the folder `<cache>/<name>` once and returns its path. `make` fills a temporary folder which is then renamed, so a
 * half-made part is never seen; a lock lets a second process wait for the first.
 */
export async function once(name: string, make: (dir: string) => Promise<void>, report?: Report): Promise<string> {
  const dir = path.join(cacheDir(), name);
  if (existsSync(dir)) return dir;
  mkdirSync(cacheDir(), { recursive: true });
  await locked(`${dir}.lock`, report, async () => {
    if (existsSync(dir)) return;
    const draft = `${dir}.draft-${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    try {
      await make(draft);
      renameSync(draft, dir);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  });
  return dir;
}

/** Runs `body` while no other process holds the lock file; waits for its turn. */
export async function locked(file: string, report: Report | undefined, body: () => Promise<void>): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    if (!told) report?.("another process is at it, waiting");
    told = true;
    await wait(250);
  }
  try {
    await body();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    const handle = openSync(file, "wx");
    writeSync(handle, JSON.stringify({ pid: process.pid, start: startOf(process.pid) }));
    closeSync(handle);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if (!heldByLiving(file)) rmSync(file, { force: true });
    return false;
  }
}

function heldByLiving(file: string): boolean {
  try {
    const { pid, start } = JSON.parse(readFileSync(file, "utf8")) as { pid: number; start: string };
    return isRunning(pid, start);
  } catch {
    // Empty for the moment between making and writing it, or already gone: look again.
    return true;
  }
}
