import path from "node:path";
import { hashOf } from "../../../stacks/web.ts";
import { affiliatesOf, sendCallbacksTo } from "./affiliate.ts";
import { clerkOf, putSecrets, sendEventsTo } from "./clerk.ts";
import { type Edge, type Invocation, startEdge } from "./edge/server.ts";
import { mendRoles } from "./iam.ts";
import type { Layout } from "./layout.ts";
import { indexesOf } from "./leftovers.ts";
import { mend } from "./mends.ts";
import { root } from "./parts/cache.ts";
import * as Ministack from "./parts/ministack.ts";
import * as Model from "./parts/model.ts";
import * as OpenSearch from "./parts/opensearch.ts";
import { type Part, start, stopStale } from "./parts/process.ts";
import { nodeBinary } from "./parts/tools.ts";
import type { Board } from "./progress.ts";
import { razorpayOf, sendPaymentsTo } from "./razorpay.ts";
import { mailEnvironment, sendingOf } from "./sending.ts";
import { deploy, outputsOf, stackName, stamp } from "./stage.ts";

/** Sandbox shops live on this machine, where a crawl may otherwise not go; mail stays on it. Every function sees this. */
function inherited(layout: Layout): Record<string, string> {
  return { CRAWL_RESOLVE: "*.localhost=127.0.0.1", ...mailEnvironment(layout) };
}

export interface System {
  layout: Layout;
  /** Address of the emulator. */
  emulator: string;
  /** Address of OpenSearch. */
  search: string;
  /** Address of the sandbox's control host. */
  sandbox: string;
  parts: { search: Part; emulator: Part; sandbox: Part };
  stop(): Promise<void>;
}

/** Ends what a former run that was killed left behind. Only processes that this folder's own files name. */
export async function clearStale(layout: Layout): Promise<void> {
  const files = ["search/opensearch.pid", "emulator/ministack.pid", "sandbox/sandbox.pid"];
  await Promise.all(files.map((file) => stopStale(path.join(layout.data, file))));
}

/** Fetches what is missing and starts the emulator, OpenSearch and the sandbox. */
export async function startSystem(layout: Layout, board: Board): Promise<System> {
  const parts: Partial<System["parts"]> = {};
  const keep = async (name: keyof System["parts"], part: Promise<Part>): Promise<Part> => {
    const made = await part;
    parts[name] = made;
    board.done(name);
    return made;
  };
  const stop = async () => {
    await Promise.all(Object.values(parts).map((part) => part.stop()));
  };
  try {
    const [search, emulator, sandbox] = await Promise.all([
      keep("search", startSearch(layout, board)),
      keep("emulator", startEmulator(layout, board)),
      keep("sandbox", startSandbox(layout)),
      Model.prepare(board.of("model")).then(() => board.done("model")),
    ]);
    return {
      layout,
      emulator: emulator.url,
      search: search.url,
      sandbox: sandbox.url,
      parts: parts as System["parts"],
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startSearch(layout: Layout, board: Board): Promise<Part> {
  const report = board.of("search");
  await OpenSearch.prepare(report);
  report("starting");
  const data = path.join(layout.data, "search");
  return OpenSearch.start({ port: layout.search, transportPort: layout.searchTransport, data });
}

/** Starts the emulator anew, with every function held to what its role may do. The stage must be deployed. */
export async function enforceRoles(system: System, stage: string, board: Board): Promise<void> {
  const report = board.of("emulator");
  report("starting anew to enforce roles");
  await mendRoles(stage, system.emulator);
  await system.parts.emulator.stop();
  system.parts.emulator = await startEmulator(system.layout, board, true);
  board.done("emulator", "enforces roles");
}

async function startEmulator(layout: Layout, board: Board, enforceIam = false): Promise<Part> {
  const report = board.of("emulator");
  await Ministack.prepare(report);
  report("starting");
  return Ministack.start({
    port: layout.emulator,
    data: path.join(layout.data, "emulator"),
    searchEndpoint: `127.0.0.1:${layout.search}`,
    env: inherited(layout),
    enforceIam,
  });
}

function startSandbox(layout: Layout): Promise<Part> {
  const data = path.join(layout.data, "sandbox");
  const url = `http://127.0.0.1:${layout.sandbox}`;
  const main = path.join(root, "packages/sandbox/src/main.ts");
  return start({
    name: "sandbox",
    command: nodeBinary(),
    args: [main, "--port", String(layout.sandbox), "--data", path.join(data, "state")],
    env: { PATH: "/usr/bin:/bin", LANG: "C.UTF-8", TZ: "UTC" },
    cwd: root,
    runDir: data,
    url,
    probe: `${url}/health`,
    nice: 10,
  });
}

/** Everything that decides what a deploy gives. */
const SOURCES = ["sst.config.ts", "pnpm-lock.yaml", "stacks", "functions/src", "web"].concat(
  ["core", "clients", "contracts", "crawler"].map((name) => `packages/${name}/src`),
);

/** Deploys the stage where its sources or settings changed since the last time, and applies the mends. */
export async function deployStage(system: System, stage: string, board: Board): Promise<"deployed" | "unchanged"> {
  const siteUrl = `http://127.0.0.1:${system.layout.site}`;
  const report = board.of("stage");
  report("looking for changes");
  const sources = hashOf([...SOURCES.map((source) => path.join(root, source))]);
  const clerk = await clerkOf(system.layout, system.sandbox);
  const razorpay = await razorpayOf(system.sandbox);
  const sending = sendingOf(system.layout);
  const affiliates = await affiliatesOf(system.layout, system.sandbox);
  const env = { SITE_URL: siteUrl, ...clerk.env, ...razorpay.env, ...sending.env };
  const wanted = `${sources} ${JSON.stringify(env)}`;
  await putSecrets(stage, system.emulator, {
    ...{ ...clerk.secrets, ...razorpay.secrets, ...sending.secrets },
    ...affiliates.secrets,
  });
  await sendEventsTo(siteUrl, system.sandbox);
  await sendPaymentsTo(siteUrl, system.sandbox);
  await sendCallbacksTo(siteUrl, system.sandbox, affiliates);
  const last = stamp(system.layout.data, stage);
  const there = await outputsOf(stackName(stage), system.emulator);
  if (there && last.read() === wanted) {
    board.done("stage", "unchanged");
    return "unchanged";
  }
  if (!there) await forgetIndexes(stage, system.search);
  await deploy({ stage, emulator: system.emulator, env }, report);
  await mend(stage, system.emulator);
  last.write(wanted);
  board.done("stage", "deployed");
  return "deployed";
}

/** An emulator that was killed has lost the table: what was indexed from it would lead nowhere. */
async function forgetIndexes(stage: string, search: string): Promise<void> {
  const own = (await indexesOf(search)).filter((index) => index.startsWith(`${stage}-`));
  for (const index of own) await fetch(`${search}/${index}`, { method: "DELETE" });
}

/** Serves the stage at the site's port. */
export function serveStage(system: System, stage: string, onInvocation?: (line: Invocation) => void): Promise<Edge> {
  const { emulator, layout } = system;
  return startEdge({
    stage,
    emulator,
    port: layout.site,
    inherited: inherited(layout),
    scratch: path.join(layout.data, "edge"),
    onInvocation,
  });
}
