import { Command } from "commander";
import { DEFAULT_SEED, startSandbox } from "./server.ts";

const { port, data, seed } = new Command("sandbox")
  .description("Five demonstration shops on one port of this machine")
  .option("--port <number>", "port to listen on", "4322")
  .option("--data <folder>", "where clock, overrides and pictures are kept; in memory when absent")
  .option("--seed <text>", "which world", DEFAULT_SEED)
  .parse()
  .opts<{ port: string; data?: string; seed: string }>();

const sandbox = await startSandbox({ port: Number(port), seed, ...(data ? { data } : {}) });
console.log(`sandbox ready ${sandbox.url} (http://threadmill.localhost:${sandbox.port})`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
}
