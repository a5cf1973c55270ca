import type { LiveMessage } from "@stylegence/contracts/live";
import * as Connection from "@stylegence/core/live/connection";
import * as Ticket from "@stylegence/core/live/ticket";
import { run } from "@stylegence/core/platform/context";
import { newId } from "@stylegence/core/platform/ids";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { answersTo } from "./answer.ts";
import type { LiveEvent } from "./runtime.ts";

let harness: Harness;
let connect: typeof import("./connect.ts").handler;
let disconnect: typeof import("./disconnect.ts").handler;
let made = 0;

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: inject("dynamoUrl"),
    AWS_REGION: "ap-south-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    TABLE_NAME: harness.tableName,
    SITE_URL: "https://stylegence.example",
    CLERK_AUTHORIZED_PARTIES: "https://stylegence.example, https://www.stylegence.example",
  });
  ({ handler: connect } = await import("./connect.ts"));
  ({ handler: disconnect } = await import("./disconnect.ts"));
});
afterAll(() => harness.close());

interface Given {
  origin?: string;
  query?: Record<string, string>;
  connectionId?: string;
  eventType?: string;
}

function event({ origin = "https://stylegence.example", query, connectionId, eventType = "CONNECT" }: Given = {}) {
  return {
    requestContext: { connectionId: connectionId ?? `New${made++}`, eventType },
    headers: { Origin: origin },
    queryStringParameters: query ?? null,
  } as unknown as LiveEvent;
}

/** In the clock of the functions, which is the machine's. */
const now = <T>(body: () => Promise<T>, userId = "user_Live") =>
  harness.run(() => run({ ...contextNow(userId) }, body));
const contextNow = (userId: string) => ({
  actor: { type: "shopper" as const, userId },
  config: harness.config,
  documents: harness.documents,
  now: () => new Date(),
  newId,
});

describe("who connects", () => {
  it.each([
    ["https://stylegence.example", 200],
    ["https://www.stylegence.example", 200],
    ["https://stylegence.example.evil.example", 403],
    ["http://stylegence.example", 403],
    ["null", 403],
    ["", 403],
  ])("from %s is answered %s", async (origin, statusCode) => {
    const connectionId = `Origin${made++}`;
    expect(await connect(event({ origin, connectionId }))).toEqual({ statusCode });
    expect((await now(() => Connection.get(connectionId))) !== null).toBe(statusCode === 200);
  });

  it("with a ticket is its shopper, once, and nobody with a bad one; no ticket is written down", async () => {
    const lines: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((text) => lines.push(String(text)) > 0);
    const { ticket } = await now(Ticket.issue);
    const connectionId = "WithTicket=";
    expect(await connect(event({ query: { ticket }, connectionId }))).toEqual({ statusCode: 200 });
    expect(await now(() => Connection.get(connectionId))).toMatchObject({ userId: "user_Live" });
    expect(await connect(event({ query: { ticket } }))).toEqual({ statusCode: 403 });
    expect(await connect(event({ query: { ticket: "" } }))).toEqual({ statusCode: 403 });
    vi.restoreAllMocks();
    expect(lines.join("")).toContain("CONNECT");
    expect(lines.join("")).not.toContain(ticket);
  });

  it("by a message that names the way gets nowhere, and ends nothing so", async () => {
    const connectionId = "Named=";
    await connect(event({ connectionId }));
    expect(await connect(event({ connectionId, eventType: "MESSAGE" }))).toEqual({ statusCode: 400 });
    expect(await disconnect(event({ connectionId, eventType: "MESSAGE" }))).toEqual({ statusCode: 400 });
    expect(await now(() => Connection.get(connectionId))).not.toBeNull();
    expect(await disconnect(event({ connectionId, eventType: "DISCONNECT" }))).toEqual({ statusCode: 200 });
    expect(await now(() => Connection.get(connectionId))).toBeNull();
  });
});

describe("what a connection is answered", () => {
  const answered = async (connectionId: string, body: unknown): Promise<LiveMessage[]> =>
    (await now(() => answersTo(connectionId, typeof body === "string" ? body : JSON.stringify(body)))).messages;

  it.each<[string, unknown, LiveMessage[]]>([
    ["a heartbeat", { type: "ping" }, [{ type: "pong" }]],
    ["no JSON", "{", [{ type: "error", code: "unknown_message" }]],
    ["a message nobody knows", { type: "shout" }, [{ type: "error", code: "unknown_message" }]],
    ["a field nobody knows", { type: "ping", x: 1 }, [{ type: "error", code: "unknown_message" }]],
    ["too long a message", { type: "ping", x: "x".repeat(4096) }, [{ type: "error", code: "too_large" }]],
    [
      "a topic of nothing",
      { type: "subscribe", topics: [{ topic: "product:prd_none" }] },
      [{ type: "error", code: "forbidden", topic: "product:prd_none" }],
    ],
    [
      "too many topics",
      { type: "subscribe", topics: Array.from({ length: 21 }, (_, at) => ({ topic: `product:p${at}` })) },
      [{ type: "error", code: "unknown_message" }],
    ],
    ["the end of what was not begun", { type: "unsubscribe", topics: ["product:p"] }, []],
  ])("%s", async (_, body, expected) => {
    const connectionId = `Says${made++}`;
    await connect(event({ connectionId }));
    expect(await answered(connectionId, body)).toEqual(expected);
  });

  it("whom nobody knows, and who says too much, is closed", async () => {
    expect(await now(() => answersTo("Never", '{"type":"ping"}'))).toEqual({
      messages: [{ type: "error", code: "expired" }],
      closes: true,
    });
    const connectionId = "Chatty=";
    await connect(event({ connectionId }));
    const answers = await Promise.all(Array.from({ length: 140 }, () => now(() => answersTo(connectionId, "{}"))));
    expect(answers.some(({ messages, closes }) => closes && messages[0]?.type === "error")).toBe(true);
  });
});
