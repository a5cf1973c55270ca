import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { type Report, root } from "./cache.ts";

/** Something this machine lacks; the message is one line with the command that installs it. */
export class Missing extends Error {
  override readonly name = "Missing";
}

function onPath(program: string): string | null {
  for (const dir of (process.env.PATH ?? "").split(path.delimiter)) {
    const file = path.join(dir, program);
    if (dir && existsSync(file)) return file;
  }
  return null;
}

export interface Java {
  home: string;
  java: string;
  major: number;
}

/** A Java that OpenSearch 2.19 runs on, 11 to 23. Throws Missing. */
export function findJava(): Java {
  const jvms = "/usr/lib/jvm";
  const java = onPath("java");
  const homes = [
    process.env.OPENSEARCH_JAVA_HOME,
    process.env.JAVA_HOME,
    java && path.resolve(realpathSync(java), "../.."),
    ...(existsSync(jvms)
      ? readdirSync(jvms)
          .sort()
          .map((dir) => path.join(jvms, dir))
      : []),
  ];
  for (const home of homes) {
    if (!home || !existsSync(path.join(home, "bin/java")) || !existsSync(path.join(home, "release"))) continue;
    const major = Number(/JAVA_VERSION="(\d+)/.exec(readFileSync(path.join(home, "release"), "utf8"))?.[1]);
    if (major >= 11 && major <= 23) return { home, java: path.join(home, "bin/java"), major };
  }
  throw new Missing("No Java 11 to 23 was found: sudo apt-get install -y openjdk-17-jdk-headless");
}

/** Throws Missing where `mvn` is not on the PATH. */
export function findMaven(): string {
  const maven = onPath("mvn");
  if (!maven) throw new Missing("Maven was not found: sudo apt-get install -y maven");
  return maven;
}

/** A Python of 3.10 or newer. Throws Missing. */
export function findPython(): string {
  for (const name of ["python3", "python3.13", "python3.12", "python3.11", "python3.10"]) {
    const python = onPath(name);
    if (!python) continue;
    const check = spawnSync(python, ["-c", "import sys, venv; print(sys.version_info >= (3, 10))"], {
      encoding: "utf8",
    });
    if (check.status === 0 && check.stdout.trim() === "True") return python;
  }
  throw new Missing("Python 3.10 or newer was not found: sudo apt-get install -y python3 python3-venv");
}

/** Looks for all three and says everything that is missing, a line each. */
export function preflight(): void {
  const missing = [findJava, findMaven, findPython].flatMap((find) => {
    try {
      find();
      return [];
    } catch (error) {
      if (error instanceof Missing) return [error.message];
      throw error;
    }
  });
  if (missing.length > 0) throw new Missing(missing.join("\n"));
}

/** Runs Maven in a folder that may take what it leaves behind, quiet but for the count of files it fetched. */
export async function maven(args: string[], cwd: string, report?: Report): Promise<void> {
  let files = 0;
  const line = (text: string) => {
    const fetched = /Downloaded from \S+: \S*\/(\S+\.(?:jar|zip|so|dylib|dll))/.exec(text);
    if (!fetched) return;
    files += 1;
    report?.(`${files} files fetched, last ${fetched[1]}`);
  };
  await run(findMaven(), ["-B", ...args], { env: { JAVA_HOME: findJava().home }, cwd, line });
}

/** The Node of the workspace, not a wrapper around it: functions run on the version that AWS gives them. */
export function nodeBinary(): string {
  const own = path.join(root, "node_modules/node/bin/node");
  return existsSync(own) ? own : process.execPath;
}

export interface RunOptions {
  /** Added to our own environment. */
  env?: Record<string, string>;
  cwd?: string;
  /** Told every line that the program writes. */
  line?: (text: string) => void;
}

const running = new Set<ChildProcess>();

/** Ends every program that `run` waits for. */
export function endRuns(): void {
  for (const child of running) child.kill("SIGTERM");
}

/** Runs a program to its end; throws with its last lines where it fails. */
export async function run(command: string, args: string[], options: RunOptions = {}): Promise<void> {
  const env = { ...process.env, ...options.env };
  const child = spawn(command, args, { env, cwd: options.cwd ?? root, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  child.once("close", () => running.delete(child));
  const last: string[] = [];
  const take = (text: string) => {
    last.push(text);
    if (last.length > 20) last.shift();
    options.line?.(text);
  };
  createInterface({ input: child.stdout }).on("line", take);
  createInterface({ input: child.stderr }).on("line", take);
  const code = await new Promise<number | string | null>((done, fail) => {
    child.once("error", fail);
    child.once("close", (exit, signal) => done(exit ?? signal));
  });
  if (code !== 0) throw new Error(`${path.basename(command)} ended with ${code}:\n${last.join("\n")}`);
}
