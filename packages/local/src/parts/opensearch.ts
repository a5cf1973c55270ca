import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cacheDir, once, type Report } from "./cache.ts";
import { freePort } from "./ports.ts";
import { type Part, start as startProcess } from "./process.ts";
import { findJava, maven } from "./tools.ts";

const VERSION = "2.19.1";
const NOBODY = 65534;

/** The zip has transport-netty4 only, and the module jars come without the two files that make them modules. */
const MODULES: Record<string, { classname: string; extends?: string; permissions?: string }> = {
  "lang-painless": {
    classname: "org.opensearch.painless.PainlessPlugin",
    permissions:
      'permission java.lang.RuntimePermission "createClassLoader"; permission java.lang.RuntimePermission "getClassLoader";',
  },
  "analysis-common": { classname: "org.opensearch.analysis.common.CommonAnalysisPlugin", extends: "lang-painless" },
  "ingest-common": { classname: "org.opensearch.ingest.common.IngestCommonPlugin", extends: "lang-painless" },
  "mapper-extras": { classname: "org.opensearch.index.mapper.MapperExtrasPlugin" },
  "lang-mustache": {
    classname: "org.opensearch.script.mustache.MustachePlugin",
    permissions: 'permission java.lang.RuntimePermission "accessDeclaredMembers";',
  },
  reindex: {
    classname: "org.opensearch.index.reindex.ReindexPlugin",
    permissions:
      'permission java.net.SocketPermission "*", "connect"; permission java.net.NetPermission "getProxySelector";',
  },
};

/** Fetches and assembles OpenSearch with k-NN and neural-search (67 MB) once; returns its folder. Needs Java and Maven. */
export async function prepare(report?: Report): Promise<string> {
  const dir = await once(`opensearch-${VERSION}`, (draft) => assemble(draft, report), report);
  const home = path.join(dir, `opensearch-${VERSION}`);
  await archiveClasses(home, report);
  return home;
}

async function assemble(dir: string, report?: Report): Promise<void> {
  const pom = path.join(import.meta.dirname, "opensearch.pom.xml");
  await maven(["-f", pom, `-Ddir=${dir}`, "generate-resources"], dir, report);
  const home = path.join(dir, `opensearch-${VERSION}`);
  for (const [name, module] of Object.entries(MODULES)) {
    const lines = {
      description: name,
      version: VERSION,
      name,
      classname: module.classname,
      "java.version": "11",
      "opensearch.version": VERSION,
      "custom.foldername": "",
      "extended.plugins": module.extends ?? "",
      "has.native.controller": "false",
    };
    const text = Object.entries(lines).map(([key, value]) => `${key}=${value}\n`);
    writeFileSync(path.join(home, "modules", name, "plugin-descriptor.properties"), text.join(""));
    if (module.permissions) {
      const policy = `grant {\n  ${module.permissions}\n};\n`;
      writeFileSync(path.join(home, "modules", name, "plugin-security.policy"), policy);
    }
  }
  each(dir, (file, isDir) => chmodSync(file, isDir ? 0o755 : 0o644));
}

function archive(major: number): string {
  return path.join(cacheDir(), `opensearch-${VERSION}-cds-jdk${major}`, "classes.jsa");
}

/** A class-data archive halves the CPU time of every later start. Made by one start that is then stopped. */
async function archiveClasses(home: string, report?: Report): Promise<void> {
  const { major } = findJava();
  const make = async (draft: string) => {
    report?.("making its class archive (once, about half a minute)");
    const data = mkdtempSync(path.join(tmpdir(), "opensearch-cds-"));
    try {
      const file = path.join(data, "classes.jsa");
      const part = await launch(home, { data, port: await freePort(), transportPort: await freePort(), dump: file });
      await part.stop();
      if (!existsSync(file)) return;
      copyFileSync(file, path.join(draft, "draft.jsa"));
      chmodSync(draft, 0o755);
      chmodSync(path.join(draft, "draft.jsa"), 0o644);
      renameSync(path.join(draft, "draft.jsa"), path.join(draft, "classes.jsa"));
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  };
  await once(`opensearch-${VERSION}-cds-jdk${major}`, make, report);
}

export interface Options {
  port: number;
  /** Defaults to `port` + 1. */
  transportPort?: number;
  data: string;
  /** Java notation, 512m by default. */
  heap?: string;
}

/** Starts a single node on 127.0.0.1 and waits until its cluster is usable. Stops within 30 s. */
export async function start(options: Options): Promise<Part> {
  return launch(await prepare(), options);
}

async function launch(home: string, options: Options & { dump?: string }): Promise<Part> {
  const data = path.resolve(options.data);
  const inside = (name: string) => path.join(data, name);
  for (const dir of ["conf", "logs", "tmp", "data"]) mkdirSync(inside(dir), { recursive: true });
  copyFileSync(path.join(home, "config/log4j2.properties"), inside("conf/log4j2.properties"));
  writeFileSync(inside("conf/opensearch.yml"), settings(options, inside));
  const user = owner(home, data);
  const { java, major } = findJava();
  return startProcess({
    name: "opensearch",
    command: java,
    args: [...archiveFlags(archive(major), options.dump), ...flags(home, options.heap ?? "512m", inside, user.jna)],
    env: { PATH: "/usr/bin:/bin", HOME: inside("tmp"), LANG: "C.UTF-8" },
    cwd: home,
    runDir: data,
    url: `http://127.0.0.1:${options.port}`,
    probe: `http://127.0.0.1:${options.port}/_cluster/health?wait_for_status=yellow&timeout=1s`,
    strict: true,
    stopTimeoutMs: options.dump ? 120_000 : 30_000,
    ...user.ids,
  });
}

function settings(options: Options, inside: (name: string) => string): string {
  const lines = [
    "cluster.name: local",
    "node.name: n1",
    "discovery.type: single-node",
    "network.host: 127.0.0.1",
    `http.port: ${options.port}`,
    `transport.port: ${options.transportPort ?? options.port + 1}`,
    `path.data: ${inside("data")}`,
    `path.logs: ${inside("logs")}`,
    "cluster.routing.allocation.disk.threshold_enabled: false",
    // A write to a missing index must fail rather than make one with a guessed mapping.
    "action.auto_create_index: false",
  ];
  return `${lines.join("\n")}\n`;
}

function archiveFlags(file: string, dump: string | undefined): string[] {
  if (dump) return [`-XX:ArchiveClassesAtExit=${dump}`];
  return existsSync(file) ? [`-XX:SharedArchiveFile=${file}`] : [];
}

function flags(home: string, heap: string, inside: (name: string) => string, jna: boolean): string[] {
  return [
    ...[`-Xms${heap}`, `-Xmx${heap}`, "-Xss1m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"],
    `-XX:ErrorFile=${inside("logs")}/hs_err_pid%p.log`,
    `-Djava.io.tmpdir=${inside("tmp")}`,
    ...["-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-Djna.nosys=true", "-Djava.locale.providers=SPI,CLDR"],
    // Without its native part the server cannot tell that it runs as root, and so does not refuse.
    ...(jna ? [] : ["-Djna.nounpack=true", "-Djna.boot.library.path=/nonexistent"]),
    ...["-Dio.netty.noUnsafe=true", "-Dio.netty.noKeySetOptimization=true", "-Dio.netty.allocator.numDirectArenas=0"],
    ...["-Dio.netty.recycler.maxCapacityPerThread=0", "-Dlog4j.shutdownHookEnabled=false", "-Dlog4j2.disable.jmx=true"],
    ...["-Djava.security.manager=allow", `-Dopensearch.path.home=${home}`, `-Dopensearch.path.conf=${inside("conf")}`],
    ...["-Dopensearch.distribution.type=zip", "-Dopensearch.bundled_jdk=false"],
    ...["-cp", `${home}/lib/*`, "org.opensearch.bootstrap.OpenSearch"],
  ];
}

interface Owner {
  ids: { uid?: number; gid?: number };
  jna: boolean;
}

/** OpenSearch refuses to run as root: nobody runs it then, or, where nobody cannot reach the folders, root without JNA. */
function owner(home: string, data: string): Owner {
  if (process.getuid?.() !== 0) return { ids: {}, jna: true };
  if (!nobodyReaches(home) || !nobodyReaches(path.dirname(data))) {
    if (statSync(data).uid === NOBODY) each(data, (file) => chownSync(file, 0, 0));
    return { ids: {}, jna: false };
  }
  each(data, (file) => chownSync(file, NOBODY, NOBODY));
  return { ids: { uid: NOBODY, gid: NOBODY }, jna: true };
}

function nobodyReaches(dir: string): boolean {
  const check = spawnSync("/usr/bin/test", ["-x", dir], { uid: NOBODY, gid: NOBODY, cwd: "/" });
  return check.status === 0;
}

function each(dir: string, visit: (file: string, isDir: boolean) => void): void {
  visit(dir, true);
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) each(file, visit);
    else visit(file, false);
  }
}
