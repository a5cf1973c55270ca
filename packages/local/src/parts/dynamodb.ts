import path from "node:path";
import { once, type Report } from "./cache.ts";
import { type Part, start as startProcess } from "./process.ts";
import { findJava, maven } from "./tools.ts";

const VERSION = "2.6.1";

/** Fetches DynamoDB Local (51 MB) once; returns its folder. Needs Java and Maven. */
export function prepare(report?: Report): Promise<string> {
  return once(
    `dynamodb-local-${VERSION}`,
    (dir) =>
      maven(
        [
          "-f",
          path.join(import.meta.dirname, "dynamodb.pom.xml"),
          "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies",
          "-DincludeScope=runtime",
          `-DoutputDirectory=${dir}`,
        ],
        dir,
        report,
      ),
    report,
  );
}

/** Starts it in memory, with one database for all keys and regions. `data` only holds its pid file and log. */
export async function start(options: { port: number; data: string }): Promise<Part> {
  const dir = await prepare();
  const url = `http://127.0.0.1:${options.port}`;
  return startProcess({
    name: "dynamodb",
    command: findJava().java,
    args: [
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=1",
      "-Xmx512m",
      `-Djava.library.path=${dir}`,
      "-cp",
      `${dir}/*`,
      "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
      ...["-port", String(options.port), "-disableTelemetry", "-inMemory", "-sharedDb"],
    ],
    env: { PATH: "/usr/bin:/bin", LANG: "C.UTF-8" },
    cwd: dir,
    runDir: options.data,
    url,
    probe: url,
  });
}
