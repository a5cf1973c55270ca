import { randomUUID } from "node:crypto";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Config, parseConfig } from "@stylegence/core/platform/config";
import { type Context, run } from "@stylegence/core/platform/context";
import { newId } from "@stylegence/core/platform/ids";
import { createTable, documentsAt, dropTable } from "./table.ts";

/** A clock that a test moves by hand. */
export interface Clock {
  now: () => Date;
  set(iso: string): void;
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void;
}

export function clockAt(iso: string): Clock {
  let time = Date.parse(iso);
  return {
    now: () => new Date(time),
    set: (to) => {
      time = Date.parse(to);
    },
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
      time += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    },
  };
}

export interface Harness {
  clock: Clock;
  config: Config;
  documents: DynamoDBDocumentClient;
  tableName: string;
  /** Runs a body in a context of this table as the system. */
  run<T>(body: () => T, change?: Partial<Context>): T;
  /** Every item of the table, to see that nothing is there that should not be. */
  items(): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** A fresh table of its own on DynamoDB Local, and a context for domain verbs on it. */
export async function startHarness(dynamoUrl: string, env: Record<string, string> = {}): Promise<Harness> {
  const tableName = `test-${randomUUID()}`;
  const documents = documentsAt(dynamoUrl);
  await createTable(documents, tableName);
  const clock = clockAt("2026-11-23T06:00:00Z");
  const config = parseConfig({ TABLE_NAME: tableName, ...env });
  const context: Context = {
    actor: { type: "system", name: "test" },
    config,
    documents,
    now: clock.now,
    newId: (prefix) => newId(prefix, clock.now().getTime()),
  };
  return {
    clock,
    config,
    documents,
    tableName,
    run: (body, change) => run({ ...context, ...change }, body),
    items: () => everything(documents, tableName),
    close: () => dropTable(documents, tableName),
  };
}

async function everything(documents: DynamoDBDocumentClient, tableName: string): Promise<Record<string, unknown>[]> {
  const { paginateScan } = await import("@aws-sdk/lib-dynamodb");
  const items: Record<string, unknown>[] = [];
  for await (const page of paginateScan({ client: documents }, { TableName: tableName }))
    items.push(...(page.Items ?? []));
  return items;
}
