import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { root } from "./parts/cache.ts";
import { holder, isFree } from "./parts/ports.ts";
import { Missing } from "./parts/tools.ts";

/** The one account and region that the emulator stands for. */
export const REGION = "ap-south-1";
export const ACCOUNT = "000000000000";

/** Ports and folder of one local system; everything follows from the site's port. */
export interface Layout {
  site: number;
  sandbox: number;
  emulator: number;
  search: number;
  searchTransport: number;
  /** Holds all data of it. */
  data: string;
}

export function layoutOf(port: number, data = path.join(root, ".local", String(port))): Layout {
  return { site: port, sandbox: port + 1, emulator: port + 2, search: port + 3, searchTransport: port + 4, data };
}

/** Throws Missing naming every port that is taken, and by whom where that can be seen. */
export async function checkPorts(layout: Layout): Promise<void> {
  const taken: string[] = [];
  for (const [part, port] of Object.entries(layout)) {
    if (typeof port !== "number" || (await isFree(port))) continue;
    const by = holder(port);
    taken.push(`Port ${port} (${part}) is taken${by ? ` by ${by}` : ""}.`);
  }
  if (taken.length > 0)
    throw new Missing(`${taken.join("\n")}\nChoose another base: PORT=${layout.site + 100} pnpm dev`);
}

/** Removes all data but the file that says who runs here. */
export function forget({ data }: Layout): void {
  for (const name of readdirSync(data)) {
    if (name !== "dev.pid") rmSync(path.join(data, name), { recursive: true, force: true });
  }
}

/** What an AWS client needs to speak to the emulator. */
export function emulated(url: string) {
  return { endpoint: url, region: REGION, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
}

/** The same for a program, by its environment. */
export function emulatedEnvironment(url: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
}
