import { randomBytes } from "node:crypto";
import * as Callback from "@stylegence/core/affiliate/callback";
import { secretsOf } from "@stylegence/core/affiliate/secrets";
import { DomainError } from "@stylegence/core/platform/errors";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { attempt } from "../../src/http/api/attempt.ts";
import { take } from "../../src/webhooks/affiliate/take.ts";

const secretPath = () => randomBytes(24).toString("base64url");
const [current, before, other] = [secretPath(), secretPath(), secretPath()];
const SECRETS = secretsOf(
  JSON.stringify({ admitad: { paths: [current, before] }, awin: { paths: [other], api: { token: "t" } }, cj: {} }),
);

let stage: Harness;
beforeAll(async () => {
  stage = await startHarness(inject("dynamoUrl"));
});
afterAll(() => stage.close());

interface Push {
  method?: string;
  search?: string;
  body?: string | Uint8Array;
  type?: string;
}

function push(place: string, { method = "POST", search = "", body = "a=1", type = "text/x" }: Push = {}) {
  const asked = {
    ...{ method, search, path: `/api/webhooks/affiliate/${place}`, body: Buffer.from(body) },
    header: (name: string) => (name === "content-type" ? type : undefined),
  };
  const answer = () => stage.run(() => take(asked, async () => SECRETS));
  return attempt({ method, path: asked.path, requestId: "r-1" }, () => {}, answer);
}

const stored = () => stage.run(() => Callback.list("admitad", "received", 100));

describe("a network's push", () => {
  it.each([
    ["GET", current],
    ["POST", current],
    ["POST", before],
  ])("is stored as it came, and acknowledged: %s", async (method, secret) => {
    const known = new Set((await stored()).map(({ callbackId }) => callbackId));
    const body = method === "POST" ? '{"a":"\\u00e9", "n":1.0}' : "";
    const answered = await push(`admitad/${secret}`, { method, search: "x=%20&&x", body, type: "application/json" });
    expect(answered).toEqual({
      status: 200,
      headers: { "cache-control": "no-store", "content-type": "text/plain" },
      body: "OK",
    });
    const [made, ...more] = (await stored()).filter(({ callbackId }) => !known.has(callbackId));
    expect(more).toEqual([]);
    expect(await Callback.rawOf(made!)).toEqual({ method, query: "x=%20&&x", contentType: "application/json", body });
    expect(JSON.stringify(made)).not.toContain(secret);
    const messages = (await stage.items()).filter((item) => String(item.body).includes(made!.callbackId));
    expect(messages).toMatchObject([{ topic: "affiliate" }]);
  });

  it("is a 404, the same to the byte, for each network and secret that do not go together", async () => {
    const count = (await stage.items()).length;
    const unknown = await push(`nobody/${secretPath()}`);
    expect(unknown.status).toBe(404);
    const wrong = [
      ...[`admitad/${secretPath()}`, `admitad/${other}`, `awin/${current}`, `cj/${current}`, "cj/", "admitad/"],
      ...[`admitad/${current.slice(0, -1)}`, `admitad/${current}x`, `ADMITAD/${current}`, `__proto__/${current}`],
      ...[`constructor/${current}`, `admitad/${current}/x`, `admitad/%00${current}`, "admitad", ""],
    ];
    for (const place of wrong) expect([place, await push(place)]).toEqual([place, unknown]);
    for (const method of ["PUT", "DELETE", "HEAD", "OPTIONS"]) {
      expect(await push(`admitad/${current}`, { method })).toEqual(unknown);
    }
    expect(await push(`admitad/${secretPath()}`, { body: "x".repeat(200_000) })).toEqual(unknown);
    expect((await stage.items()).length).toBe(count);
  });

  it("has its limits, and says so only to whom it is for", async () => {
    const count = (await stage.items()).length;
    expect((await push(`admitad/${current}`, { body: "x".repeat(131_073) })).status).toBe(413);
    expect((await push(`admitad/${current}`, { search: "x".repeat(8193) })).status).toBe(413);
    expect((await stage.items()).length).toBe(count);
    expect((await push(`admitad/${current}`, { body: randomBytes(60_000).toString("hex") })).status).toBe(200);
  });

  it("is not acknowledged where it could not be stored, nor where the secrets can't be read", async () => {
    const asked = {
      ...{ method: "POST", search: "", path: `/api/webhooks/affiliate/admitad/${current}`, body: Buffer.from("a") },
      header: () => undefined,
    };
    const down = async () => {
      throw new DomainError("unavailable", "A secret can't be read.");
    };
    const answer = (work: () => Promise<never> | ReturnType<typeof take>) =>
      attempt({ ...asked, requestId: "r" }, () => {}, work);
    expect((await answer(() => stage.run(() => take(asked, down)))).status).toBe(503);
    const config = { ...stage.config, TABLE_NAME: "none-there" };
    const lost = await answer(() => stage.run(() => take(asked, async () => SECRETS), { config }));
    expect(lost.status).toBeGreaterThanOrEqual(500);
  });
});

describe("the secrets of networks", () => {
  it("are refused, without a word of them, where one could be guessed or they are none", () => {
    for (const text of ["", "{", "[]", '{"cj":{"paths":["short"]}}', '{"cj":{"paths":[""]}}', '{"cj":{"paths":"a"}}']) {
      const read = () => secretsOf(text);
      expect(read).toThrow(expect.objectContaining({ code: "unavailable" }));
      expect(read).not.toThrow(/short/);
    }
  });
});
