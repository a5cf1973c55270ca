import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { root } from "@stylegence/local/parts/cache";
import type { Bench } from "./result.ts";

const PORT = Number(process.env.PORT ?? 22_000);
const SITE = `http://127.0.0.1:${PORT}`;
const SANDBOX = `http://127.0.0.1:${PORT + 1}`;
const EVERY_MS = 3000;
/** Long enough to see a rate; what is not done by then is not waited for. */
const MOST_MS = 5 * 60_000;

interface Asked {
  n: number;
  at: string;
  shop: string;
  path: string;
  status: number;
  agent: string;
}

/** How fast the whole system takes shops in on this machine: `pnpm dev --reset`, from the first page to products that a search finds. */
const bench: Bench = async () => {
  const dev = spawn(process.execPath, [path.join(root, "packages/local/src/dev.ts"), "--reset", "--no-watch"], {
    cwd: root,
    env: { ...process.env, PORT: String(PORT) },
    stdio: "ignore",
  });
  const ended = once(dev, "exit");
  try {
    const { pages, products, seconds, shops } = await follow(dev);
    const minute = (count: number) => ((count * 60) / seconds).toFixed(0);
    return {
      title: "the whole pipeline on one machine, through the emulator",
      columns: ["what", "count", "a minute"],
      rows: [
        ["requests of the crawl that shops answered", String(pages), minute(pages)],
        ["products that a search finds", String(products), minute(products)],
      ],
      notes: `\`dev --reset\` at a port of its own: table, stream, queues, functions, embedder, pictures and OpenSearch on the same cores, ${seconds.toFixed(0)} s from the first request. Each shop within its budget (${shops}). Products are counted once joined, so there are fewer than pages.`,
    };
  } finally {
    dev.kill("SIGINT");
    await ended;
  }
};

async function follow(dev: { exitCode: number | null }) {
  const until = Date.now() + MOST_MS;
  let asked: Asked[] = [];
  let products = 0;
  for (let quiet = 0; Date.now() < until && quiet < 5; await wait(EVERY_MS)) {
    if (dev.exitCode !== null) throw new Error("dev ended by itself.");
    const before = asked.length + products;
    asked = ((await read<Asked[]>(`${SANDBOX}/requests?limit=20000`)) ?? asked).filter((one) => isPage(one));
    products = (await read<{ total: number }>(`${SITE}/api/v1/search?limit=1`))?.total ?? products;
    quiet = products > 0 && asked.length + products === before ? quiet + 1 : 0;
  }
  const times = asked.map(({ at }) => Date.parse(at));
  const shops = Object.entries(Object.groupBy(asked, ({ shop }) => shop)).map(
    ([shop, all]) => `${shop} ${all?.length}`,
  );
  return {
    pages: asked.length,
    products,
    seconds: (Math.max(...times) - Math.min(...times)) / 1000,
    shops: shops.join(", "),
  };
}

const isPage = ({ agent, status }: Asked): boolean =>
  /StylegenceBot/i.test(agent) && (status === 200 || status === 304);

async function read<T>(url: string): Promise<T | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    return answer.ok ? ((await answer.json()) as T) : null;
  } catch {
    return null;
  }
}

export default bench;
