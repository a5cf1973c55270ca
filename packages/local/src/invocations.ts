import { createReadStream, statSync, watch } from "node:fs";

/** Lines of the emulator's log that tell of one invocation, and how each reads here. */
const KINDS: [RegExp, (found: RegExpExecArray) => string][] = [
  [
    /ESM: Lambda (\S+) processed (\d+) SQS messages from \S+ \((\d+) partial/,
    ([, , n, failed]) => `${n} messages, ${failed} to retry`,
  ],
  [/ESM: Lambda (\S+) processed (\d+) SQS messages/, ([, , n]) => `${n} messages`],
  [/ESM: Lambda (\S+) processed (\d+) DynamoDB stream records/, ([, , n]) => `${n} changes`],
  [/ESM: Lambda (\S+) failed .*errorMessage=([^)]*)\)/, ([, , why]) => `failed: ${why}`],
  [/Lambda (\S+) async output/, () => "called"],
];

/** Tells of each invocation by queue, stream and timer, from the emulator's log. Returns what ends it. */
export function follow(log: string, tell: (name: string, what: string) => void): () => void {
  let position = statSync(log).size;
  let rest = "";
  let reading = false;
  const read = () => {
    if (reading) return;
    reading = true;
    const stream = createReadStream(log, { start: position, encoding: "utf8" });
    stream.on("data", (chunk) => {
      position += Buffer.byteLength(chunk);
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) one(line, tell);
    });
    stream.once("close", () => {
      reading = false;
      if (statSync(log).size > position) read();
    });
  };
  const watcher = watch(log, read);
  return () => watcher.close();
}

function one(line: string, tell: (name: string, what: string) => void): void {
  for (const [pattern, read] of KINDS) {
    const found = pattern.exec(line);
    if (!found) continue;
    tell(shortName(found[1] ?? ""), read(found));
    return;
  }
}

/** `local-stylegence-Main-CrawlJobC65D0915-999ECA` → `CrawlJob`. */
export function shortName(physical: string): string {
  return /-Main-([A-Za-z]+?)[0-9A-F]{8}-/.exec(physical)?.[1] ?? physical;
}
