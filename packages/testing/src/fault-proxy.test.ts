import http from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";

const TARGET = { "x-amz-target": "DynamoDB_20120810.PutItem" };

let served: string[];
let service: http.Server;
let proxy: FaultProxy;

beforeEach(async () => {
  served = [];
  service = http.createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    served.push(`${request.method} ${request.url} ${body}`);
    response.writeHead(201, { "x-own": "kept" }).end(`echo ${body}`);
  });
  await new Promise<void>((done) => service.listen(0, "127.0.0.1", done));
  proxy = await startFaultProxy({ target: `http://127.0.0.1:${(service.address() as AddressInfo).port}` });
});

afterEach(async () => {
  await proxy.close();
  service.closeAllConnections();
  await new Promise((done) => service.close(done));
});

const send = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${proxy.url}/x?y=1`, { method: "POST", body, headers });

describe("fault proxy", () => {
  it("passes request and reply through unchanged", async () => {
    const reply = await send("hello");
    expect([reply.status, reply.headers.get("x-own"), await reply.text()]).toEqual([201, "kept", "echo hello"]);
    expect(served).toEqual(["POST /x?y=1 hello"]);
    expect(proxy.seen).toEqual([{ operation: "POST /x" }]);
  });

  it("refuses every nth before the service sees it", async () => {
    proxy.inject({ kind: "refuse", every: 3 });
    const outcomes = [];
    for (const n of [1, 2, 3, 4, 5, 6]) {
      outcomes.push(
        await send(String(n)).then(
          () => "ok",
          () => "broken",
        ),
      );
    }
    expect(outcomes).toEqual(["ok", "ok", "broken", "ok", "ok", "broken"]);
    expect(served).toHaveLength(4);
  });

  it("loses the reply of what the service has done", async () => {
    proxy.inject({ kind: "lose-reply", after: 1, times: 1 });
    await send("first");
    await expect(send("second")).rejects.toThrow();
    await send("third");
    expect(served.map((line) => line.split(" ")[2])).toEqual(["first", "second", "third"]);
  });

  it("holds a reply back without losing its place", async () => {
    proxy.inject({ kind: "delay", delayMs: 400, times: 1 });
    const finished: string[] = [];
    const slow = send("slow").then(() => finished.push("slow"));
    await proxyHas(1);
    await send("quick").then(() => finished.push("quick"));
    await slow;
    expect(finished).toEqual(["quick", "slow"]);
  });

  it("touches only the named operations, until lifted", async () => {
    const lift = proxy.inject({ kind: "error", operations: ["PutItem"] });
    expect((await send("a", TARGET)).status).toBe(500);
    expect((await send("b")).status).toBe(201);
    lift();
    expect((await send("c", TARGET)).status).toBe(201);
    expect(proxy.seen).toEqual([
      { operation: "PutItem", fault: "error" },
      { operation: "POST /x" },
      { operation: "PutItem" },
    ]);
  });

  it("is driven over HTTP as well", async () => {
    const control = `${proxy.url}/_faults`;
    expect((await fetch(control, { method: "POST", body: '{"kind":"meteor"}' })).status).toBe(400);
    await fetch(control, { method: "POST", body: '{"kind":"throttle"}' });
    expect((await send("a")).status).toBe(429);
    const told = await (await fetch(control)).json();
    expect(told).toEqual({
      faults: [{ kind: "throttle", hit: 1 }],
      seen: [{ operation: "POST /x", fault: "throttle" }],
    });
    await fetch(control, { method: "DELETE" });
    expect((await send("b")).status).toBe(201);
  });

  it("speaks of throttling so that the table's client knows it", async () => {
    const client = new DynamoDBClient({
      endpoint: proxy.url,
      region: "ap-south-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    });
    proxy.inject({ kind: "throttle", operations: ["PutItem"] });
    proxy.inject({ kind: "error" });
    const put = client.send(new PutItemCommand({ TableName: "t", Item: { pk: { S: "a" } } }));
    await expect(put).rejects.toMatchObject({ name: "ProvisionedThroughputExceededException" });
    const get = client.send(new GetItemCommand({ TableName: "t", Key: { pk: { S: "a" } } }));
    await expect(get).rejects.toMatchObject({ name: "InternalServerError", $metadata: { httpStatusCode: 500 } });
    client.destroy();
  });
});

async function proxyHas(requests: number): Promise<void> {
  while (proxy.seen.length < requests) await new Promise(setImmediate);
}
