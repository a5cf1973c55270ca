import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { layoutOf } from "@stylegence/local/layout";
import { root } from "@stylegence/local/parts/cache";
import { freeBase, isFree } from "@stylegence/local/parts/ports";
import { nodeBinary } from "@stylegence/local/parts/tools";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

interface Dev {
  child: ChildProcess;
  lines: string[];
  /** Settles at the line "ready …" with its address; rejects where the process ends before. */
  ready: Promise<string>;
}

/** What the README's command runs. */
function dev(port: number, args: string[] = []): Dev {
  const script = path.join(root, "packages/local/src/dev.ts");
  const env = { ...process.env, PORT: String(port) };
  const child = spawn(nodeBinary(), [script, "--no-watch", ...args], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const ready = Promise.withResolvers<string>();
  ready.promise.catch(() => undefined);
  const take = (line: string) => {
    lines.push(line);
    const [, url] = /^ready (http:\/\/127\.0\.0\.1:\d+)$/.exec(line) ?? [];
    if (url) ready.resolve(url);
  };
  createInterface({ input: child.stdout! }).on("line", take);
  createInterface({ input: child.stderr! }).on("line", take);
  child.once("close", () => ready.reject(new Error(`dev ended:\n${lines.slice(-20).join("\n")}`)));
  return { child, lines, ready: ready.promise };
}

async function interrupt({ child }: Dev): Promise<number | null> {
  const ended = once(child, "close");
  child.kill("SIGINT");
  await ended;
  return child.exitCode;
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    // It ended meanwhile.
    return "";
  }
}

interface Found {
  total: number;
  items: { groupId: string; image: string | null; offers: number }[];
}

const search = async (site: string): Promise<Found> =>
  (await (await fetch(`${site}/api/v1/search?limit=24`)).json()) as Found;

describe("pnpm dev", () => {
  let port: number;
  let running: Dev | undefined;
  let before: Found;

  beforeAll(async () => {
    port = await freeBase(17_000, 10);
  });
  afterAll(async () => {
    if (running && running.child.exitCode === null) await interrupt(running);
    rmSync(layoutOf(port).data, { recursive: true, force: true });
  }, 120_000);

  /** Command lines of processes that name the folder of its data, as all that it starts do in some way. */
  const processes = (): string[] =>
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(commandOf)
      .filter((command) => command.includes(layoutOf(port).data));

  const portsAreFree = async () => {
    const { site, sandbox, emulator, search: engine, searchTransport } = layoutOf(port);
    return Promise.all([site, sandbox, emulator, engine, searchTransport].map(isFree));
  };

  it("is ready when a search finds garments that were crawled, with their pictures, each function within its role", async () => {
    running = dev(port, ["--iam"]);
    const site = await running.ready;
    expect(site).toBe(`http://127.0.0.1:${port}`);
    before = await search(site);
    expect(before.total).toBeGreaterThan(0);
    const [pictured] = before.items.filter(({ image }) => image?.startsWith("/media/"));
    const picture = await fetch(`${site}${pictured?.image}`);
    expect(picture.status).toBe(200);
    expect(picture.headers.get("content-type")).toMatch(/^image\//);
  }, 400_000);

  it("says so when it runs at that port already", async () => {
    const second = dev(port);
    await expect(second.ready).rejects.toThrow(
      new RegExp(`already runs on port ${port} \\(pid ${running?.child.pid}\\)`),
    );
    expect(second.child.exitCode).toBe(1);
  });

  it("leaves no process behind after Ctrl-C", async () => {
    expect(await interrupt(running!)).toBe(0);
    expect(await portsAreFree()).toEqual([true, true, true, true, true]);
    expect(processes()).toEqual([]);
    const pidFiles = ["dev.pid", "search/opensearch.pid", "emulator/ministack.pid", "sandbox/sandbox.pid"];
    expect(pidFiles.filter((file) => existsSync(path.join(layoutOf(port).data, file)))).toEqual([]);
  }, 120_000);

  it("has its data again the next time, and deploys nothing", async () => {
    running = dev(port);
    const after = await search(await running.ready);
    expect(after.total).toBeGreaterThanOrEqual(before.total);
    expect(running.lines.join("\n")).toMatch(/stage +unchanged/);
  }, 200_000);

  it("cleans up after a run that was killed", async () => {
    const ended = once(running!.child, "close");
    running!.child.kill("SIGKILL");
    await ended;
    expect(await portsAreFree()).toContain(false);
    running = dev(port);
    expect((await search(await running.ready)).total).toBeGreaterThanOrEqual(before.total);
    expect(await interrupt(running)).toBe(0);
    expect(await portsAreFree()).toEqual([true, true, true, true, true]);
    expect(processes()).toEqual([]);
  }, 400_000);
});
