import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, vi } from "vitest";
import { follow, shortName } from "./invocations.ts";

it("tells of invocations by queue and stream as they happen, and of nothing older", async () => {
  const dir = mkdtempSync(path.join(tmpdir(), "stylegence-log-"));
  const log = path.join(dir, "log");
  const line = (text: string) => `2026-11-23 08:17:52 INFO [lambda] ${text}\n`;
  const crawl = "local-stylegence-Main-CrawlJobC65D0915-999ECA2236C31";
  writeFileSync(log, line(`ESM: Lambda ${crawl} processed 9 SQS messages from q`));
  const told: string[] = [];
  const stop = follow(log, (name, what) => told.push(`${name} ${what}`));
  const failed = line(`ESM: Lambda ${crawl} processed 2 SQS messages from q (1 partial failures)`);
  // A line may come in pieces.
  appendFileSync(log, failed.slice(0, 40));
  appendFileSync(log, failed.slice(40) + line(`ESM: Lambda ${crawl} output:`));
  appendFileSync(
    log,
    line("ESM: Lambda local-stylegence-Main-Publish2E9BDF73-56115A processed 3 DynamoDB stream records from t"),
  );
  await vi.waitFor(() => expect(told).toEqual(["CrawlJob 2 messages, 1 to retry", "Publish 3 changes"]), 10_000);
  stop();
  rmSync(dir, { recursive: true });
});

it("names a function as the stack does", () => {
  expect(shortName("pr-7-stylegence-Main-PublicReads0F2B44F7-B5C47D6FA60D9")).toBe("PublicReads");
  expect(shortName("something-else")).toBe("something-else");
});
