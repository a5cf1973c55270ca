import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Environment } from "@stylegence/local/edge/environment";
import { root } from "@stylegence/local/parts/cache";
import { build } from "esbuild";
import { bundleOptions } from "../../../../stacks/bundle.ts";
import { buildWeb } from "../../../../stacks/web.ts";
import { type Catalog, startCatalog } from "./cold-start/catalog.ts";
import { type Bench, quantile, sum } from "./result.ts";

const RUNS = Number(process.env.BENCH_RUNS ?? 25);

const PEER = "bare client, one GetItem";
const OURS = "the same, bundled as ours";

/** As esbuild does it for Lambda without any of our own: minified ESM for Node 24. */
const PLAIN = { ...bundleOptions, plugins: [], alias: {} };

interface Took {
  ms: number;
  cpu: number;
}
type Times = Record<keyof Took, number[]>;

interface Subject {
  name: string;
  /** Folder of the bundle, and its handler. */
  dir: string;
  handler: string;
  path: string;
}

/** From the start of a process to the first answer, each time in a new one. */
const bench: Bench = async () => {
  const dir = mkdtempSync(path.join(tmpdir(), "stylegence-cold-"));
  const catalog = await startCatalog();
  try {
    const subjects = [...(await bundled(dir, catalog)), ...pages(catalog)];
    const took = await measure(subjects, catalog);
    const start = quantile(took.get("nothing")?.ms ?? [], 0.5);
    const own = (name: string, q = 0.5) => quantile(took.get(name)?.ms ?? [], q) - start;
    const idle = quantile(took.get("nothing")?.cpu ?? [], 0.5);
    const cpu = (name: string) => quantile(took.get(name)?.cpu ?? [], 0.5) - idle;
    return {
      title: "module load to first answer, in a new process each",
      columns: [
        "what",
        "bundle KB",
        "p50 ms",
        "p90 ms",
        "processor ms",
        "ratio to the bare client",
        "to it bundled as ours",
      ],
      rows: subjects
        .filter(({ name }) => name !== "nothing")
        .map((one) => [
          one.name,
          String(Math.round(sizeOf(one.dir) / 1024)),
          own(one.name).toFixed(0),
          own(one.name, 0.9).toFixed(0),
          cpu(one.name).toFixed(0),
          (cpu(one.name) / cpu(PEER)).toFixed(2),
          (cpu(one.name) / cpu(OURS)).toFixed(2),
        ]),
      notes: `${RUNS} runs each, taking turns, by the runtime of \`packages/local/src/edge/runtime.mjs\` with \`--enable-source-maps\` as deployed; what an empty function takes (${start.toFixed(0)} ms: process, channel) is taken off. Ratios are of processor time, all threads together, which other work on the machine hardly moves. The bare client is a document client and one GetItem, bundled by esbuild (minified ESM for Node 24) as anybody would, and once more with the plugins that our functions are bundled with (Node's modules by require, unused schemas and credential providers dropped). DynamoDB Local and OpenSearch are warm, and their answers are part of the time; the query's vector is in the table. No compile cache: on Lambda nothing that one could be kept in outlives an instance.`,
    };
  } finally {
    await catalog.close();
    rmSync(dir, { recursive: true, force: true });
  }
};

async function bundled(outdir: string, { groupId, query }: Catalog): Promise<Subject[]> {
  const here = path.join(root, "packages/testing/src/bench/cold-start");
  const entries = {
    nothing: path.join(here, "nothing.ts"),
    bare: path.join(here, "bare.ts"),
    public: path.join(root, "functions/src/http/public.ts"),
  };
  const entryPoints = Object.entries(entries).map(([name, from]) => ({ in: from, out: `${name}/index` }));
  await build({ ...bundleOptions, entryPoints, outdir });
  await build({ ...PLAIN, entryPoints: [{ in: entries.bare, out: "plain/index" }], outdir });
  const of = (name: string, folder: string, address = "/") => ({
    name,
    dir: path.join(outdir, folder),
    handler: "index.handler",
    path: address,
  });
  return [
    of("nothing", "nothing"),
    of(PEER, "plain"),
    of(OURS, "bare"),
    of("API: search", "public", `/api/v1/search?q=${query}`),
    of("API: list without words", "public", "/api/v1/search?category=women-kurtas"),
    of("API: product", "public", `/api/v1/products/${groupId}`),
    of("API: product with prices", "public", `/api/v1/products/${groupId}?include=prices`),
  ];
}

function pages({ groupId, query }: Catalog): Subject[] {
  const { server } = buildWeb();
  const of = (name: string, address: string) => ({ name, dir: server, handler: "entry.handler", path: address });
  return [
    of("page: search", `/search?q=${query}`),
    of("page: product", `/p/${groupId}/women-floral-print-straight-cotton-kurta`),
  ];
}

async function measure(subjects: readonly Subject[], catalog: Catalog): Promise<Map<string, Times>> {
  const took = new Map(subjects.map(({ name }) => [name, { ms: [], cpu: [] } as Times]));
  // The first round warms disk and services, and does not count.
  for (let run = -1; run < RUNS; run++) {
    for (const subject of subjects) {
      const { ms, cpu } = await once(subject, catalog);
      if (run < 0) continue;
      took.get(subject.name)?.ms.push(ms);
      took.get(subject.name)?.cpu.push(cpu);
    }
  }
  for (const list of [...took.values()].flatMap(({ ms, cpu }) => [ms, cpu])) list.sort((a, b) => a - b);
  return took;
}

async function once({ name, dir, handler, path: address }: Subject, { env, key }: Catalog): Promise<Took> {
  const started = performance.now();
  const environment = new Environment({ name, dir, handler, timeoutMs: 20_000, env: { ...env, BENCH_KEY: key } });
  try {
    const { meta, body } = await environment.invoke(eventOf(address));
    for await (const _ of body);
    if (meta.statusCode !== 200) throw new Error(`${name} answered ${meta.statusCode}.`);
    return { ms: performance.now() - started, cpu: processorOf(environment.pid) };
  } finally {
    environment.stop();
  }
}

/** Milliseconds that a process has had of the processor, all its threads together; 0 where the system does not tell. */
function processorOf(pid: number | undefined): number {
  const folder = `/proc/${pid}/task`;
  if (!existsSync(folder)) return 0;
  const nanoseconds = readdirSync(folder).map((task) =>
    Number(readFileSync(path.join(folder, task, "schedstat"), "utf8").split(" ")[0]),
  );
  return sum(nanoseconds) / 1e6;
}

function eventOf(address: string): object {
  const [rawPath = "/", rawQueryString = ""] = address.split("?");
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString,
    headers: { host: "bench.example", accept: "*/*" },
    requestContext: {
      domainName: "bench.example",
      requestId: "bench-request",
      stage: "$default",
      http: { method: "GET", path: rawPath, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "bench" },
    },
    isBase64Encoded: false,
  };
}

/** Bytes of the code, without its source maps. */
function sizeOf(dir: string): number {
  const index = path.join(dir, "index.mjs");
  if (statSync(index, { throwIfNoEntry: false })) return readFileSync(index).length;
  return ["entry.mjs", "api.mjs"].reduce((sum, file) => sum + statSync(path.join(dir, file)).size, 0);
}

export default bench;
