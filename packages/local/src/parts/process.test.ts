import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort, holder, isFree } from "./ports.ts";
import { claim, isRunning, type Part, start, startOf, stopStale } from "./process.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "stylegence-process-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const SERVER = `require("node:http").createServer((q, r) => r.end("here")).listen(process.env.PORT, "127.0.0.1")`;
/** Starts a child in a session of its own, and does not care for SIGTERM. */
const STUBBORN = `process.on("SIGTERM", () => {}); require("node:child_process").spawn("sleep", ["600"], { detached: true }); ${SERVER}`;

async function serve(script: string, stopTimeoutMs?: number): Promise<Part> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { PORT: String(port), PATH: "/usr/bin:/bin" };
  const args = ["-e", script];
  return start({
    name: "part",
    command: process.execPath,
    args,
    env,
    cwd: dir,
    runDir: dir,
    url,
    probe: url,
    stopTimeoutMs,
  });
}

describe("a part", () => {
  it("answers when it has started, and is gone when it has stopped", async () => {
    const part = await serve(SERVER);
    expect(await (await fetch(part.url)).text()).toBe("here");
    const started = startOf(part.pid);
    await part.stop();
    expect(isRunning(part.pid, started)).toBe(false);
    expect(existsSync(path.join(dir, "part.pid"))).toBe(false);
  });

  it("is ended with its own children where it does not end by itself", async () => {
    const part = await serve(STUBBORN, 100);
    const children = readFileSync(`/proc/${part.pid}/task/${part.pid}/children`, "utf8").trim().split(" ").map(Number);
    expect(children).toHaveLength(1);
    await part.stop();
    for (const pid of [part.pid, ...children]) expect(isRunning(pid, startOf(pid))).toBe(false);
  });

  it("is ended with a program that lies in its folder, though nothing in its environment tells whose it is", async () => {
    copyFileSync("/bin/sleep", path.join(dir, "browser"));
    const script = `const child = require("node:child_process").spawn("./browser", ["600"], { detached: true, env: {} });
      require("node:http").createServer((q, r) => r.end(String(child.pid))).listen(process.env.PORT, "127.0.0.1")`;
    const part = await serve(script);
    const browser = Number(await (await fetch(part.url)).text());
    const started = startOf(browser);
    expect(isRunning(browser, started)).toBe(true);
    await part.stop();
    expect(isRunning(browser, started)).toBe(false);
  });

  it("that does not start says why", async () => {
    await expect(serve(`console.error("no such luck"); process.exit(3)`)).rejects.toThrow(
      /part ended \(3\)[\s\S]*no such luck/,
    );
  });

  it("of a former run is ended by its pid file, and only if it is that very process", async () => {
    const part = await serve(SERVER);
    const started = startOf(part.pid);
    await stopStale(path.join(dir, "part.pid"));
    expect(isRunning(part.pid, started)).toBe(false);
    expect(isRunning(process.pid, "another start")).toBe(false);
  });
});

it("a pid file belongs to one process", () => {
  const file = path.join(dir, "dev.pid");
  expect(claim(file)).toBeNull();
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ pid: process.pid, start: startOf(process.pid) });
});

it("a taken port is known with its holder", async () => {
  const part = await serve(SERVER);
  const port = Number(new URL(part.url).port);
  expect(await isFree(port)).toBe(false);
  expect(holder(port)).toContain(`(pid ${part.pid})`);
  await part.stop();
  expect(await isFree(port)).toBe(true);
});
