import { rmSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import type { Edge, Invocation } from "./edge/server.ts";
import { type HotEntries, hotEntries } from "./hot.ts";
import { follow } from "./invocations.ts";
import { checkPorts, forget, type Layout, layoutOf } from "./layout.ts";
import { claim, release } from "./parts/process.ts";
import { endRuns, Missing, preflight } from "./parts/tools.ts";
import { tellPast } from "./past.ts";
import { board } from "./progress.ts";
import { watchSources } from "./reload.ts";
import { productsFound, seed } from "./seed.ts";
import { clearStale, deployStage, enforceRoles, type System, serveStage, startSystem } from "./system.ts";

const STAGE = "local";

const options = new Command("dev")
  .description("The whole system on this machine. PORT sets the site's port.")
  .option("--reset", "forget all data first")
  .option("--no-watch", "do not reload what is saved")
  .option("--iam", "hold every function to what its role may do, as AWS does")
  .parse()
  .opts<{ reset?: boolean; watch: boolean; iam?: boolean }>();

const endings: (() => Promise<void> | void)[] = [];
let ending: Promise<void> | undefined;

/** Ends everything in the opposite order of its start; a second Ctrl-C changes nothing. */
function end(code: number): Promise<void> {
  ending ??= (async () => {
    endRuns();
    if (endings.length > 0) console.log("\nstopping");
    for (const stop of endings.reverse()) {
      // Whatever fails to end must not keep the others from it.
      await Promise.resolve()
        .then(stop)
        .catch((error: unknown) => console.error(error));
    }
    process.exit(code);
  })();
  return ending;
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));

try {
  preflight();
  const port = Number(process.env.PORT ?? 4321);
  if (!Number.isInteger(port) || port < 1024 || port > 65_000)
    throw new Missing(`PORT=${process.env.PORT} is no port.`);
  await main(layoutOf(port));
} catch (error) {
  if (ending === undefined) {
    console.error(error instanceof Missing ? error.message : error);
    await end(1);
  }
}

async function main(layout: Layout): Promise<void> {
  const pidFile = path.join(layout.data, "dev.pid");
  const other = claim(pidFile);
  if (other) throw new Missing(`pnpm dev already runs on port ${layout.site} (pid ${other}).`);
  endings.push(() => release(pidFile));
  await clearStale(layout);
  await checkPorts(layout);
  if (options.reset) forget(layout);

  // What a run that was killed had unpacked.
  rmSync(path.join(layout.data, "edge"), { recursive: true, force: true });
  const progress = board();
  const system = await startSystem(layout, progress);
  endings.push(() => system.stop());
  const hot = hotEntries(layout.data, STAGE);
  if ((await deployStage(system, STAGE, progress)) === "deployed") await hot.settle(system.emulator);
  if (options.iam) await enforceRoles(system, STAGE, progress);
  for (const [name, part] of Object.entries(system.parts)) {
    void part.exited.then(() => {
      if (ending !== undefined) return;
      console.error(`${name} ended by itself; its log lies in ${layout.data}.`);
      void end(1);
    });
  }

  const edge = await serveStage(system, STAGE, printRequest);
  endings.push(() => edge.close());
  // Warm before anybody is told that they may begin.
  const watching = options.watch ? reload(system, edge, hot) : null;
  watching?.catch(() => undefined);

  await seed(STAGE, system, progress.of("shops"));
  const found = await productsFound(edge.url, progress.of("products"));
  progress.done("products", `${found} found`);
  const unwatch = await watching;
  if (unwatch) endings.push(unwatch);
  progress.close();
  console.log(`ready ${edge.url}`);

  endings.push(follow(path.join(layout.data, "emulator/ministack.log"), printJob));
  const past = new AbortController();
  endings.push(() => past.abort());
  tellPast(STAGE, system, past.signal).catch((error: unknown) => {
    if (!past.signal.aborted) console.error("The shops' past prices could not be told:", error);
  });
}

function reload(system: System, edge: Edge, hot: HotEntries): Promise<() => Promise<void>> {
  return watchSources({
    stage: STAGE,
    emulator: system.emulator,
    tell: (line) => console.log(line),
    onHot: (entry) => hot.add(entry),
    onPages: () => edge.reload(),
    async onStacks() {
      await deployStage(system, STAGE, board());
      await hot.settle(system.emulator);
      await edge.reload();
    },
  });
}

function printRequest({ method, path: asked, status, ms }: Invocation): void {
  console.log(`${time()} ${method} ${asked} ${status} ${ms} ms`);
}

function printJob(name: string, what: string): void {
  console.log(`${time()} ${name} ${what}`);
}

function time(): string {
  return new Date().toTimeString().slice(0, 8);
}
