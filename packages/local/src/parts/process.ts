import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { setPriority } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** A running part of the local system. */
export interface Part {
  url: string;
  pid: number;
  /** Ends the part and waits until it is gone. */
  stop(): Promise<void>;
  /** Settles when the process has ended, whoever ended it. */
  exited: Promise<void>;
}

export interface Start {
  name: string;
  command: string;
  args: string[];
  /** The whole environment: nothing is inherited. */
  env: Record<string, string>;
  cwd: string;
  /** Folder for `<name>.pid` and `<name>.log`. */
  runDir: string;
  url: string;
  /** Any answer below 500 there means that the part is ready; only a 200 where `strict`. */
  probe: string;
  strict?: boolean;
  timeoutMs?: number;
  stopTimeoutMs?: number;
  uid?: number;
  gid?: number;
  /** How far it and all that it starts step back for others, 0 to 19. */
  nice?: number;
}

/** When a process started, as the kernel counts it: tells a process from a later one with the same pid. */
export function startOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

/** Whether that very process still runs (a zombie does not). */
export function isRunning(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  if (!existsSync("/proc/self/stat")) return true;
  const stat = readStat(pid);
  return stat !== null && !stat.startsWith("Z") && (start === "" || startOf(pid) === start);
}

function readStat(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1] ?? null;
  } catch {
    return null;
  }
}

const MARK = "STYLEGENCE_PART";
const living = new Set<number>();
// Whoever ends without stopping what it started, by a signal or a mistake, at least tells it to end.
process.on("exit", () => {
  for (const pid of living) signalGroup(pid, "SIGTERM");
});

/** Starts a process in a group of its own, so that Ctrl-C reaches only us and we end it in order; waits until it answers. */
export async function start(options: Start): Promise<Part> {
  mkdirSync(options.runDir, { recursive: true });
  const pidFile = path.join(options.runDir, `${options.name}.pid`);
  const logFile = path.join(options.runDir, `${options.name}.log`);
  await stopStale(pidFile);
  const log = openSync(logFile, "w");
  const mark = `${options.name}-${randomUUID()}`;
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    // Whatever it starts inherits the mark, in whichever group or session it runs.
    env: { ...options.env, [MARK]: mark },
    detached: true,
    stdio: ["ignore", log, log],
    uid: options.uid,
    gid: options.gid,
  });
  if (child.pid && options.nice) setPriority(child.pid, options.nice);
  const exited = new Promise<void>((done) => {
    child.once("exit", () => done());
    child.once("error", () => done());
  });
  if (child.pid) writeFileSync(pidFile, JSON.stringify({ pid: child.pid, start: startOf(child.pid), mark }));
  if (child.pid) living.add(child.pid);
  void exited.then(() => living.delete(child.pid ?? 0));
  const stop = async () => {
    await end(child, exited, options.stopTimeoutMs ?? 30_000);
    await endLeft(mark, options.runDir);
    rmSync(pidFile, { force: true });
  };
  try {
    await ready(options, child, exited, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  child.unref();
  return { url: options.url, pid: child.pid ?? 0, stop, exited };
}

async function ready(options: Start, child: ChildProcess, exited: Promise<void>, logFile: string): Promise<void> {
  const until = Date.now() + (options.timeoutMs ?? 120_000);
  let gone = false;
  void exited.then(() => {
    gone = true;
  });
  while (!(await answers(options))) {
    await wait(100);
    if (gone) {
      throw new Error(
        `${options.name} ended (${child.exitCode ?? child.signalCode ?? "not started"}):\n${tail(logFile)}`,
      );
    }
    if (Date.now() > until)
      throw new Error(`${options.name} was not ready in time; its log is ${logFile}:\n${tail(logFile)}`);
  }
}

async function answers({ probe, strict }: Start): Promise<boolean> {
  try {
    const response = await fetch(probe, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return strict ? response.ok : response.status < 500;
  } catch {
    return false;
  }
}

function tail(file: string): string {
  return readFileSync(file, "utf8").split("\n").slice(-15).join("\n");
}

async function end(child: ChildProcess, exited: Promise<void>, timeoutMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  child.kill("SIGTERM");
  // Nothing else may be left that keeps us here until it has ended.
  child.ref();
  const alarm = setTimeout(() => signalGroup(child.pid ?? 0, "SIGKILL"), timeoutMs);
  await exited;
  clearTimeout(alarm);
}

/** Ends every process that a part left behind, and waits until none is there. */
async function endLeft(mark: string, dir: string): Promise<void> {
  // One that starts another and ends while they are listed hides both from that one look.
  for (let quiet = 0; quiet < 2; ) {
    const left = leftBy(mark, dir);
    for (const pid of left) signal(pid, "SIGKILL");
    quiet = left.length > 0 ? 0 : quiet + 1;
    await wait(20);
  }
}

function leftBy(mark: string, dir: string): number[] {
  if (!existsSync("/proc/self/environ")) return [];
  const wanted = `${MARK}=${mark}\0`;
  const inside = `${realpathSync(dir)}${path.sep}`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => environmentOf(name).includes(wanted) || programOf(name).startsWith(inside))
    .map(Number);
}

/** A browser that a part unpacked writes its title over its environment: it is known by where its file lies. */
function programOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return "";
  }
}

/** Empty for a process that is not ours to look at, and for one that has ended. */
function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return "";
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
  signal(-pid, name);
}

/** Ends what a pid file of ours points at, where a former run was killed and left it behind. */
export async function stopStale(pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const { pid, start: started, mark } = JSON.parse(readFileSync(pidFile, "utf8")) as PidFile;
  if (isRunning(pid, started)) {
    signalGroup(pid, "SIGTERM");
    const until = Date.now() + 30_000;
    while (isRunning(pid, started)) {
      if (Date.now() > until) signalGroup(pid, "SIGKILL");
      await wait(50);
    }
  }
  if (mark) await endLeft(mark, path.dirname(pidFile));
  rmSync(pidFile, { force: true });
}

interface PidFile {
  pid: number;
  start: string;
  mark?: string;
}

/** Takes a pid file for this process. Returns the pid of a living process that has it already, and null when it is ours. */
export function claim(pidFile: string): number | null {
  if (existsSync(pidFile)) {
    const { pid, start: started } = JSON.parse(readFileSync(pidFile, "utf8")) as PidFile;
    if (pid !== process.pid && isRunning(pid, started)) return pid;
  }
  mkdirSync(path.dirname(pidFile), { recursive: true });
  writeFileSync(pidFile, JSON.stringify({ pid: process.pid, start: startOf(process.pid) }));
  return null;
}

export function release(pidFile: string): void {
  rmSync(pidFile, { force: true });
}
