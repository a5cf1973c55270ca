import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { verifyWebhook } from "@clerk/backend/webhooks";
import { Webhook } from "svix";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Sandbox, startSandbox } from "../server.ts";
import { ask } from "../testing/ask.ts";
import { codeFor, openBrowser, signUp } from "../testing/clerk-browser.ts";
import type { Message } from "./model.ts";
import { SCHEDULE } from "./outbox.ts";

interface Delivery {
  headers: Record<string, string>;
  body: string;
}

let sandbox: Sandbox;
let endpoint: Server;
let arrived: Delivery[];
/** What the endpoint answers, one after the other; 200 when nothing is left. */
let answers: { status: number; headers?: Record<string, string> }[];

const read = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
};

beforeEach(async () => {
  arrived = [];
  answers = [];
  endpoint = createServer(async (request, response) => {
    arrived.push({ headers: request.headers as Record<string, string>, body: await read(request) });
    const { status, headers } = answers.shift() ?? { status: 200 };
    response.writeHead(status, headers).end("{}");
  });
  await new Promise<void>((done) => endpoint.listen(0, "127.0.0.1", done));
  sandbox = await startSandbox({ port: 0 });
  await setUp({ url: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/hook`, speed: 1_000_000 });
});
afterEach(async () => {
  await sandbox.close();
  await new Promise((done) => endpoint.close(done));
});

const setUp = (json: object) => ask(sandbox, "sandbox", "/clerk/webhook", { method: "PUT", json });
const messages = async () => JSON.parse((await ask(sandbox, "sandbox", "/clerk/messages")).text) as Message[];
const secrets = async () =>
  (JSON.parse((await ask(sandbox, "sandbox", "/clerk")).text) as { webhookSecret: string }).webhookSecret.split(",");
const types = () => arrived.map(({ body }) => (JSON.parse(body) as { type: string }).type);
const settled = (state: Message["state"]) =>
  vi.waitFor(async () => expect((await messages()).map((message) => message.state)).toEqual([state]));

it("tells of a new user in Clerk's own words, signed as svix does", async () => {
  const { userId, email } = await signUp(sandbox, await openBrowser(sandbox));
  await settled("delivered");
  const [{ headers, body }] = arrived as [Delivery];
  const [signingSecret = ""] = await secrets();
  const request = new Request("http://localhost/hook", { method: "POST", headers, body });
  const event = await verifyWebhook(request, { signingSecret });
  expect(event).toMatchObject({ type: "user.created", object: "event", data: { id: userId, first_name: "Asha" } });
  const data = event.data as { primary_email_address_id: string; email_addresses: object[] };
  expect(data.email_addresses).toMatchObject([
    { id: data.primary_email_address_id, email_address: email, verification: { status: "verified" } },
  ]);
  expect(() => new Webhook(signingSecret).verify(body.replace("Asha", "Usha"), headers)).toThrow();
});

const FIXTURE = new URL("../../../../../shared/data/webhooks/clerk_user_events.json", import.meta.url);

it.skipIf(!existsSync(FIXTURE))("leaves out no field that Clerk's own example of a user has", async () => {
  const { user } = JSON.parse(readFileSync(FIXTURE, "utf8")) as { user: Record<string, unknown> };
  await signUp(sandbox, await openBrowser(sandbox));
  await settled("delivered");
  const { data } = JSON.parse(arrived[0]?.body ?? "") as { data: Record<string, unknown> };
  expect(Object.keys(data)).toEqual(expect.arrayContaining(Object.keys(user)));
});

it("tells of changes and of the end, each later than the one before", async () => {
  const browser = await openBrowser(sandbox);
  const { email, userId } = await signUp(sandbox, browser);
  await browser.send("PATCH", "/me", { first_name: "Usha" });
  const added = await browser.send("POST", "/me/email_addresses", { email_address: "usha@example.test" });
  const id = added.json.response.id;
  await browser.send("POST", `/me/email_addresses/${id}/prepare_verification`, { strategy: "email_code" });
  const code = await codeFor(sandbox, "usha@example.test");
  await browser.send("POST", `/me/email_addresses/${id}/attempt_verification`, { code });
  await browser.send("PATCH", "/me", { primary_email_address_id: id });
  await browser.send("DELETE", "/me");
  await vi.waitFor(() => expect(arrived).toHaveLength(5));
  const events = (await messages()).map(({ payload }) => JSON.parse(payload));
  expect(events.map(({ type }) => type)).toEqual([
    "user.created",
    "user.updated",
    "user.updated",
    "user.updated",
    "user.deleted",
  ]);
  const times = events.slice(0, 4).map(({ data }) => data.updated_at as number);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  expect(events[3].data.primary_email_address_id).toBe(id);
  expect(events[4].data).toEqual({ deleted: true, id: userId, object: "user" });
  expect((await (await openBrowser(sandbox)).send("POST", "/client/sign_ins", { identifier: email })).status).toBe(422);
});

it("comes back as svix does, the same bytes under the same id, and gives up after the last", async () => {
  answers = SCHEDULE.map(() => ({ status: 500 }));
  await signUp(sandbox, await openBrowser(sandbox));
  await settled("failed");
  expect(arrived).toHaveLength(SCHEDULE.length);
  expect(new Set(arrived.map(({ body }) => body)).size).toBe(1);
  expect(new Set(arrived.map(({ headers }) => headers["svix-id"])).size).toBe(1);
});

it("takes a redirect for a failure, and an abort for the end", async () => {
  answers = [
    { status: 302, headers: { location: "/elsewhere" } },
    { status: 410, headers: { "webhook-delivery": "abort-message" } },
  ];
  await signUp(sandbox, await openBrowser(sandbox));
  await settled("failed");
  expect((await messages())[0]?.attempts.map(({ status }) => status)).toEqual([302, 410]);
});

it("waits for an endpoint that is down, and remembers what it could not tell", async () => {
  await setUp({ url: "http://127.0.0.1:1/hook", speed: 1 });
  await signUp(sandbox, await openBrowser(sandbox));
  await vi.waitFor(async () => {
    const [message] = await messages();
    expect(message?.attempts.map(({ status }) => status)).toEqual([0]);
    expect((message?.nextAt ?? 0) - (message?.attempts[0]?.at ?? 0)).toBeGreaterThanOrEqual(5000);
  });
});

it("goes on after a restart with what it could not tell", async () => {
  const data = mkdtempSync(path.join(tmpdir(), "clerk-"));
  const url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/hook`;
  let other = await startSandbox({ port: 0, data });
  try {
    answers = [{ status: 503 }];
    await ask(other, "sandbox", "/clerk/webhook", { method: "PUT", json: { url, speed: 1 } });
    const { userId } = await signUp(other, await openBrowser(other));
    await vi.waitFor(async () => {
      const [message] = JSON.parse((await ask(other, "sandbox", "/clerk/messages")).text) as Message[];
      expect(message?.attempts).toHaveLength(1);
    });
    await other.close();
    other = await startSandbox({ port: 0, data, now: () => new Date(Date.now() + 10_000) });
    await vi.waitFor(() => expect(arrived).toHaveLength(2));
    expect(JSON.parse(arrived[1]?.body ?? "")).toMatchObject({ type: "user.created", data: { id: userId } });
  } finally {
    await other.close();
    rmSync(data, { recursive: true });
  }
});

it("holds events, lets them go backwards, and sends one again twice at once", async () => {
  await setUp({ hold: true });
  const browser = await openBrowser(sandbox);
  await signUp(sandbox, browser);
  await browser.send("PATCH", "/me", { first_name: "Usha" });
  expect(arrived).toEqual([]);
  await ask(sandbox, "sandbox", "/clerk/messages/release", { json: { order: "backward" } });
  expect(types()).toEqual(["user.updated", "user.created"]);
  const [first] = await messages();
  await ask(sandbox, "sandbox", `/clerk/messages/${first?.id}/replay`, { json: { times: 2 } });
  expect(types().slice(2)).toEqual(["user.created", "user.created"]);
  expect(new Set(arrived.slice(1).map(({ headers }) => headers["svix-id"])).size).toBe(1);
});

it("signs by two secrets while one takes the other's place", async () => {
  const [old = ""] = await secrets();
  await ask(sandbox, "sandbox", "/clerk/webhook/rotate", { method: "POST" });
  const both = await secrets();
  expect(both).toHaveLength(2);
  await signUp(sandbox, await openBrowser(sandbox));
  await settled("delivered");
  const [{ headers, body }] = arrived as [Delivery];
  for (const secret of [old, ...both]) expect(new Webhook(secret).verify(body, headers)).toMatchObject({});
});

it("shows events and codes on a page, with its levers", async () => {
  const { email } = await signUp(sandbox, await openBrowser(sandbox));
  await settled("delivered");
  const { text } = await ask(sandbox, "clerk", "/");
  expect(text).toContain("user.created");
  expect(text).toContain(email);
  const [message] = await messages();
  const again = await ask(sandbox, "clerk", `/outbox/${message?.id}/replay`, { method: "POST" });
  expect([again.status, arrived.length]).toEqual([303, 2]);
});
