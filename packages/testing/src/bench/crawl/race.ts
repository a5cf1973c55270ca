import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import type { Seen } from "./server.ts";

export interface Shop {
  origin: string;
  addresses: string[];
  /** Of the pages on average, unpacked. */
  pageBytes: number;
  begin(): Promise<void>;
  /** Pages that were asked for. */
  count(): Promise<number>;
  seen(): Promise<Seen>;
  close(): void;
}

/** The shop's server, in a process of its own. */
export async function openShop(pages: number): Promise<Shop> {
  const child = fork(path.join(import.meta.dirname, "server.ts"), [String(pages)]);
  const ask = async <T>(message: string): Promise<T> => {
    const answer = once(child, "message");
    child.send(message);
    return (await answer)[0] as T;
  };
  const [{ port, paths, bytes }] = (await once(child, "message")) as [{ port: number; paths: string[]; bytes: number }];
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    addresses: paths.map((one) => origin + one),
    pageBytes: bytes / paths.length,
    begin: () => ask("begin"),
    count: () => ask("count"),
    seen: () => ask("seen"),
    close: () => child.disconnect(),
  };
}

export interface Run {
  /** Of the client's process, from start to end. */
  wallMs: number;
  cpuMs: number;
  /** Megabytes when the server had given out so many pages. */
  rss: { at: number; mb: number }[];
  peakMb: number;
  seen: Seen;
  error: string | null;
}

const EVERY_MS = 100;

/** Runs a crawler against the shop to its end. CPU time comes from the shell that started it, memory from the kernel. */
export async function race(
  shop: Shop,
  command: string,
  args: readonly string[],
  stops: readonly number[],
): Promise<Run> {
  await shop.begin();
  const started = performance.now();
  const child = spawn(
    "sh",
    ["-c", '"$@" & echo $! >&3; wait $!; code=$?; times >&4; exit $code', "sh", command, ...args],
    {
      stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
    },
  );
  const [, , stderr, pidOut, timesOut] = child.stdio as unknown as NodeJS.ReadableStream[];
  const failure = text(stderr as never);
  const times = text(timesOut as never);
  const pid = Number(await once(pidOut!, "data").then(([data]) => String(data)));
  const watched = watch(shop, child, pid, stops);
  const [code] = await once(child, "close");
  const wallMs = performance.now() - started;
  const { rss, peakMb } = await watched;
  return {
    wallMs,
    cpuMs: childTimes(await times),
    rss,
    peakMb,
    seen: await shop.seen(),
    error: code === 0 ? null : (await failure).trim().split("\n").slice(-3).join(" | "),
  };
}

/** The second line of `times`: user and system time of what the shell started. */
function childTimes(told: string): number {
  const line = told.trim().split("\n").at(-1) ?? "";
  const parts = [...line.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  return parts.reduce((sum, value) => sum + value, 0) * 1000;
}

async function watch(shop: Shop, child: ChildProcess, pid: number, stops: readonly number[]) {
  const rss: Run["rss"] = [];
  const open = [...stops];
  let peakMb = 0;
  let mb = 0;
  const exited = once(child, "exit");
  while (child.exitCode === null) {
    mb = residentMb(pid) || mb;
    peakMb = Math.max(peakMb, mb);
    const count = await shop.count();
    while (open.length > 0 && count >= open[0]!) rss.push({ at: open.shift()!, mb });
    await Promise.race([exited, new Promise((done) => setTimeout(done, EVERY_MS))]);
  }
  return { rss, peakMb };
}

function residentMb(pid: number): number {
  try {
    const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return Number(found?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
