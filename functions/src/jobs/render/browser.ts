import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { inflate } from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

/**
 * Nothing leaves the browser by itself: every name is unknown to it, and what slips past the interception of requests
 * (preconnects, redirects, shared workers, sockets) ends at a proxy that isn't there.
 */
const NO_NETWORK = [
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
];
const NOBODY = { server: "http://127.0.0.1:9", bypass: "<-loopback>" };

const FLAGS = [
  "--no-sandbox",
  "--no-zygote",
  "--disable-gpu",
  "--disable-webgl",
  "--disable-quic",
  "--no-first-run",
  "--no-pings",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-domain-reliability",
];

const ARCHIVES = path.resolve(createRequire(import.meta.url).resolve("@sparticuz/chromium"), "../../../bin");

let running: Promise<Browser> | null = null;

/** The one browser of this process; started when there is none, or when the last one is gone. */
export async function browser(): Promise<Browser> {
  const current = await running?.catch(() => null);
  if (current?.isConnected()) return current;
  running = launch();
  return running;
}

/** Ends the browser, so that the next call starts a fresh one. */
export async function discard(): Promise<void> {
  const current = await running?.catch(() => null);
  running = null;
  await current?.close().catch(() => undefined);
}

async function launch(): Promise<Browser> {
  const [executablePath, fonts] = await Promise.all([unpack("chromium.br"), unpack("fonts.tar.br")]);
  const options = { executablePath, args: [...FLAGS, ...NO_NETWORK], proxy: NOBODY, headless: true };
  const env = { HOME: tmpdir(), FONTCONFIG_PATH: fonts };
  try {
    return await chromium.launch({ ...options, env });
  } catch (error) {
    if (!/shared librar/.test(String(error))) throw error;
    const libraries = path.join(await unpack("al2023.tar.br"), "lib");
    return chromium.launch({ ...options, env: { ...env, LD_LIBRARY_PATH: libraries } });
  }
}

/** Unpacks under a name of its own first: another process must never meet half a browser. */
async function unpack(archive: string): Promise<string> {
  const name = archive.replace(/\..*/, "");
  const home = path.join(tmpdir(), "stylegence-chromium");
  const target = path.join(home, name);
  if (existsSync(target)) return target;
  await mkdir(home, { recursive: true });
  const link = path.join(home, archive.replace(name, `${name}-${randomUUID()}`));
  await symlink(path.join(ARCHIVES, archive), link);
  const draft = await inflate(link).finally(() => rm(link));
  await rename(draft, target).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  });
  return target;
}
