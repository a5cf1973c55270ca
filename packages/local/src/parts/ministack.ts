import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { once, type Report, root } from "./cache.ts";
import { type Part, start as startProcess } from "./process.ts";
import { findPython, Missing, nodeBinary, run } from "./tools.ts";

const VERSION = "1.5.33";
/** Custom resources of the CDK that are written in Python want boto3 beside the emulator. */
const PACKAGES = [`ministack==${VERSION}`, "boto3==1.43.106"];
const PIP = {
  version: "26.1.2",
  sha256: "382ff9f685ee3bc25864f820aa50505825f10f5458ffff07e30a6d96e5715cab",
};

/** Installs the AWS emulator into a Python environment of its own (90 MB) once; returns its folder. Needs Python. */
export function prepare(report?: Report): Promise<string> {
  return once(`ministack-${VERSION}`, (dir) => install(dir, report), report);
}

async function install(dir: string, report?: Report): Promise<void> {
  const python = findPython();
  await run(python, ["-m", "venv", "--without-pip", dir]);
  const [command, ...pip] = await findPip(python, dir);
  const target = packages(dir);
  const line = (text: string) => {
    const found = /^(?:Collecting|Downloading|Installing)\s+\S+/.exec(text.trim());
    if (found) report?.(found[0]);
  };
  await run(command, [...pip, "install", "--no-compile", "--target", target, ...PACKAGES], { line });
}

function packages(dir: string): string {
  const lib = path.join(dir, "lib");
  const version = readdirSync(lib).find((name) => name.startsWith("python3"));
  return path.join(lib, version ?? "python3", "site-packages");
}

/** Debian splits pip and ensurepip off Python: where neither is there, pip is fetched for this one use. */
async function findPip(python: string, dir: string): Promise<[string, ...string[]]> {
  if (spawnSync(python, ["-m", "pip", "--version"]).status === 0) return [python, "-m", "pip"];
  if (spawnSync(python, ["-c", "import ensurepip"]).status === 0) {
    const venv = path.join(dir, ".pip");
    await run(python, ["-m", "venv", venv]);
    return [path.join(venv, "bin/python"), "-m", "pip"];
  }
  const wheel = path.join(dir, `pip-${PIP.version}-py3-none-any.whl`);
  try {
    await run(python, ["-c", FETCH_PIP, PIP.version, PIP.sha256, wheel]);
  } catch (cause) {
    throw new Missing("Python has neither pip nor venv: sudo apt-get install -y python3-venv", { cause });
  }
  return [python, path.join(wheel, "pip")];
}

/** A wheel of pip runs straight from the file. */
const FETCH_PIP = `
import hashlib, json, sys, urllib.parse, urllib.request
version, digest, target = sys.argv[1:]
about = "https://pypi.org/pypi/pip/json"
files = json.load(urllib.request.urlopen(about, timeout=60))["releases"][version]
address = next(file["url"] for file in files if file["packagetype"] == "bdist_wheel")
body = urllib.request.urlopen(urllib.parse.urljoin(about, address), timeout=120).read()
assert hashlib.sha256(body).hexdigest() == digest, "pip does not match its digest"
open(target, "wb").write(body)
`;

export interface Options {
  port: number;
  data: string;
  /** host:port that every search domain's endpoint resolves to. */
  searchEndpoint: string;
  /** Enforces IAM when true: missing grants show here and not on AWS first. */
  enforceIam?: boolean;
  /** Further environment of the emulator, which every function inherits. */
  env?: Record<string, string>;
}

/** Starts the emulator on 127.0.0.1. State lies in `data` and is written when it is stopped. */
export async function start(options: Options): Promise<Part> {
  const dir = await prepare();
  const data = path.resolve(options.data);
  const inside = (name: string) => path.join(data, name);
  for (const name of ["state", "s3", "tmp", "home"]) mkdirSync(inside(name), { recursive: true });
  // Its workers are CommonJS files below this folder: a package.json above that says "module" would end them silently.
  writeFileSync(inside("tmp/package.json"), '{ "type": "commonjs" }\n');
  const url = `http://127.0.0.1:${options.port}`;
  return startProcess({
    name: "ministack",
    command: path.join(dir, "bin/python"),
    args: [path.join(import.meta.dirname, "emulator.py")],
    // Functions inherit this environment, so nothing of the developer's own may be in it.
    env: {
      PATH: [path.dirname(nodeBinary()), path.join(dir, "bin"), "/usr/bin", "/bin"].join(":"),
      HOME: inside("home"),
      TMPDIR: inside("tmp"),
      LANG: "C.UTF-8",
      TZ: "UTC",
      BIND_HOST: "127.0.0.1",
      // A name, not a number: the hosts of APIs end in it, and an address may not end in a number.
      MINISTACK_HOST: "localhost",
      GATEWAY_PORT: String(options.port),
      NODE_PATH: path.join(root, "packages/local/node_modules"),
      PERSIST_STATE: "1",
      STATE_DIR: inside("state"),
      S3_PERSIST: "1",
      S3_DATA_DIR: inside("s3"),
      LAMBDA_WARM_TTL_SECONDS: "60",
      // Eight shoppers at once, each with a query to embed, beside all that works behind them.
      LAMBDA_ACCOUNT_CONCURRENCY: "32",
      MINISTACK_OPENSEARCH_ENDPOINT: options.searchEndpoint,
      ...(options.enforceIam ? { AUTH: "true" } : {}),
      ...options.env,
    },
    cwd: data,
    runDir: data,
    url,
    probe: `${url}/_ministack/health`,
    timeoutMs: 60_000,
    // While it crawls, what somebody saves is still built first.
    nice: 10,
    // It writes its state while it stops; killed, it would lose it.
    stopTimeoutMs: 120_000,
  });
}
