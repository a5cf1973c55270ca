import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClerkClient, verifyToken } from "@clerk/backend";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server.ts";
import { ask } from "../testing/ask.ts";
import { codeFor, openBrowser, SITE, signUp } from "../testing/clerk-browser.ts";

interface Settings {
  jwtKey: string;
  secretKey: string;
  publishableKey: string;
  apiUrl: string;
}

let sandbox: Sandbox;
const settings = async (of = sandbox) => JSON.parse((await ask(of, "sandbox", "/clerk")).text) as Settings;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.close());

const codes = (json: { errors?: { code: string }[] }) => json.errors?.map(({ code }) => code);

describe("signing up", () => {
  it("takes e-mail, password and a code, and gives a token that Clerk's own library verifies without network", async () => {
    const browser = await openBrowser(sandbox);
    const { userId, sessionId, done } = await signUp(sandbox, browser);
    expect(done.json.response).toMatchObject({ status: "complete", missing_fields: [], unverified_fields: [] });
    expect(done.json.client).toMatchObject({ last_active_session_id: sessionId });
    expect(done.json.client.sessions.map(({ id }) => id)).toEqual([sessionId]);

    const { json } = await browser.send("POST", `/client/sessions/${sessionId}/tokens`);
    const { jwtKey } = await settings();
    const claims = await verifyToken(json.jwt ?? "", { jwtKey, authorizedParties: [SITE] });
    expect(claims).toMatchObject({
      sub: userId,
      sid: sessionId,
      azp: SITE,
      v: 2,
      sts: "active",
      fva: [0, -1],
      fea: "",
    });
    expect(Object.keys(claims).sort()).toEqual(
      ["azp", "exp", "fea", "fva", "iat", "iss", "jti", "nbf", "pla", "sid", "sts", "sub", "v"].sort(),
    );
    expect(claims.exp - claims.iat).toBe(60);
    await expect(verifyToken(json.jwt ?? "", { jwtKey, authorizedParties: [`${SITE}/`] })).rejects.toThrow(/azp/);
  });

  it("shows the same key to who verifies by asking for it", async () => {
    const browser = await openBrowser(sandbox);
    const { userId, sessionId } = await signUp(sandbox, browser);
    const { json } = await browser.send("POST", `/client/sessions/${sessionId}/tokens`);
    const { secretKey, apiUrl } = await settings();
    expect(await verifyToken(json.jwt ?? "", { secretKey, apiUrl, skipJwksCache: true })).toMatchObject({
      sub: userId,
    });
  });

  it("refuses a taken address, a short password, no address at all, and says which field it is", async () => {
    const browser = await openBrowser(sandbox);
    const { email } = await signUp(sandbox, browser);
    const other = await openBrowser(sandbox);
    const tries = [
      [{ email_address: email.toUpperCase(), password: "long-enough-1" }, "form_identifier_exists", "email_address"],
      [{ email_address: "new@example.test", password: "short" }, "form_password_length_too_short", "password"],
      [{ email_address: "nobody", password: "long-enough-1" }, "form_param_format_invalid", "email_address"],
    ] as const;
    for (const [fields, code, param] of tries) {
      const { status, json } = await other.send("POST", "/client/sign_ups", fields);
      expect([status, json.errors?.[0]?.code, json.errors?.[0]?.meta.param_name]).toEqual([422, code, param]);
    }
  });

  it("asks for what is missing, and takes no wrong code, nor a right one after too many", async () => {
    const browser = await openBrowser(sandbox);
    const begun = await browser.send("POST", "/client/sign_ups", { email_address: "slow@example.test" });
    expect(begun.json.response.missing_fields).toEqual(["password", "first_name"]);
    const at = `/client/sign_ups/${begun.json.response.id}`;
    await browser.send("PATCH", at, { password: "long-enough-1", first_name: "Asha" });
    expect(codes((await browser.send("POST", `${at}/attempt_verification`, { code: "1" })).json)).toEqual([
      "verification_not_sent",
    ]);
    await browser.send("POST", `${at}/prepare_verification`, { strategy: "email_code" });
    const right = await codeFor(sandbox, "slow@example.test");
    const wrong = right === "000000" ? "000001" : "000000";
    for (let n = 0; n < 5; n++)
      expect(codes((await browser.send("POST", `${at}/attempt_verification`, { code: wrong })).json)).toEqual([
        "form_code_incorrect",
      ]);
    expect(codes((await browser.send("POST", `${at}/attempt_verification`, { code: right })).json)).toEqual([
      "verification_failed",
    ]);
  });

  it("takes Clerk's test code for a test address, and sends nothing there", async () => {
    const browser = await openBrowser(sandbox);
    const email = "asha+clerk_test@example.test";
    const begun = await browser.send("POST", "/client/sign_ups", {
      email_address: email,
      password: "long-enough-1",
      first_name: "Asha",
    });
    const at = `/client/sign_ups/${begun.json.response.id}`;
    await browser.send("POST", `${at}/prepare_verification`, { strategy: "email_code" });
    const done = await browser.send("POST", `${at}/attempt_verification`, { code: "424242" });
    expect(done.json.response.status).toBe("complete");
    expect(await codeFor(sandbox, email)).toBe("");
  });
});

describe("signing in", () => {
  it("works by password, by a code, and with a new password for who forgot theirs", async () => {
    const { email, password, userId } = await signUp(sandbox, await openBrowser(sandbox));
    const byPassword = await openBrowser(sandbox);
    const direct = await byPassword.send("POST", "/client/sign_ins", { identifier: email, password });
    expect(direct.json.response).toMatchObject({ status: "complete" });
    expect(direct.json.client.sessions[0]?.user.id).toBe(userId);

    const byCode = await openBrowser(sandbox);
    const begun = await byCode.send("POST", "/client/sign_ins", { identifier: email });
    const factors = begun.json.response.supported_first_factors;
    expect(factors.map(({ strategy }) => strategy)).toEqual(["password", "email_code", "reset_password_email_code"]);
    const at = `/client/sign_ins/${begun.json.response.id}`;
    const email_address_id = factors[1]?.email_address_id ?? "";
    await byCode.send("POST", `${at}/prepare_first_factor`, { strategy: "email_code", email_address_id });
    const code = await codeFor(sandbox, email);
    const done = await byCode.send("POST", `${at}/attempt_first_factor`, { strategy: "email_code", code });
    expect(done.json.response.status).toBe("complete");

    const forgot = await openBrowser(sandbox);
    const again = await forgot.send("POST", "/client/sign_ins", { identifier: email });
    const there = `/client/sign_ins/${again.json.response.id}`;
    const strategy = "reset_password_email_code";
    await forgot.send("POST", `${there}/prepare_first_factor`, { strategy, email_address_id });
    const reset = { strategy, code: await codeFor(sandbox, email) };
    expect((await forgot.send("POST", `${there}/attempt_first_factor`, reset)).json.response.status).toBe(
      "needs_new_password",
    );
    await forgot.send("POST", `${there}/reset_password`, { password: "another-long-one" });
    const old = await (await openBrowser(sandbox)).send("POST", "/client/sign_ins", { identifier: email, password });
    expect(codes(old.json)).toEqual(["form_password_incorrect"]);
  });

  it("knows nobody whose address was never proven, and nobody twice in one browser", async () => {
    const browser = await openBrowser(sandbox);
    const { email, password } = await signUp(sandbox, browser);
    const stranger = await (await openBrowser(sandbox)).send("POST", "/client/sign_ins", {
      identifier: "x@example.test",
    });
    expect(codes(stranger.json)).toEqual(["form_identifier_not_found"]);
    const second = await browser.send("POST", "/client/sign_ins", { identifier: email, password });
    expect(codes(second.json)).toEqual(["session_exists"]);
  });
});

describe("a session", () => {
  it("ends, and gives no token after that", async () => {
    const browser = await openBrowser(sandbox);
    const { sessionId } = await signUp(sandbox, browser);
    const ended = await browser.send("POST", `/client/sessions/${sessionId}/end`);
    expect(ended.json.client).toMatchObject({ sessions: [], last_active_session_id: null });
    expect((await browser.send("POST", `/client/sessions/${sessionId}/tokens`)).status).toBe(401);
  });

  it("is nothing to another browser, nor to one that was made up", async () => {
    const { sessionId } = await signUp(sandbox, await openBrowser(sandbox));
    const other = await openBrowser(sandbox);
    for (const deed of ["tokens", "touch", "end", "remove"])
      expect((await other.send("POST", `/client/sessions/${sessionId}/${deed}`)).status).toBe(401);
    const invented = await ask(sandbox, "clerk", "/v1/client?__clerk_db_jwt=dvb_invented");
    expect([invented.status, codes(JSON.parse(invented.text))]).toEqual([401, ["dev_browser_unauthenticated"]]);
  });

  it("outlives a restart, with the same keys", async () => {
    const data = mkdtempSync(path.join(tmpdir(), "clerk-"));
    let other = await startSandbox({ port: 0, data });
    try {
      const browser = await openBrowser(other);
      const { userId, sessionId } = await signUp(other, browser);
      const { port } = other;
      const before = await settings(other);
      await other.close();
      other = await startSandbox({ port, data });
      expect(await settings(other)).toEqual(before);
      const client = await ask(other, "clerk", `/v1/client?__clerk_db_jwt=${browser.id}`);
      expect(JSON.parse(client.text).response.sessions).toMatchObject([{ id: sessionId, user: { id: userId } }]);
    } finally {
      await other.close();
      rmSync(data, { recursive: true });
    }
  });

  it("is over after a week", async () => {
    let later = 0;
    const other = await startSandbox({ port: 0, now: () => new Date(Date.now() + later) });
    try {
      const browser = await openBrowser(other);
      const { sessionId } = await signUp(other, browser);
      later = 8 * 86_400_000;
      expect((await browser.send("POST", `/client/sessions/${sessionId}/tokens`)).status).toBe(401);
      expect((await browser.send("GET", "/client")).json.response.sessions).toEqual([]);
    } finally {
      await other.close();
    }
  });
});

it("keeps a picture as a small square, tells where it is, and refuses what is none", async () => {
  const browser = await openBrowser(sandbox);
  await signUp(sandbox, browser);
  const picture = await sharp({ create: { width: 40, height: 80, channels: 3, background: "#a80f56" } })
    .png()
    .toBuffer();
  const put = async (bytes: Uint8Array<ArrayBuffer>) => {
    const body = new FormData();
    body.append("file", new Blob([bytes]), "me.png");
    const form = new Response(body);
    const type = form.headers.get("content-type") ?? "";
    return ask(sandbox, "clerk", `/v1/me/profile_image?__clerk_db_jwt=${browser.id}`, {
      method: "POST",
      headers: { "content-type": type },
      body: Buffer.from(await form.arrayBuffer()),
    });
  };
  const stored = JSON.parse((await put(new Uint8Array(picture))).text);
  const { pathname } = new URL(stored.response.public_url);
  expect(stored.client.sessions[0].user).toMatchObject({ has_image: true, image_url: stored.response.public_url });
  const served = await ask(sandbox, "clerk", pathname);
  expect(await sharp(served.body).metadata()).toMatchObject({ format: "webp", width: 256, height: 256 });
  expect((await put(new TextEncoder().encode("no picture"))).status).toBe(422);
  await browser.send("DELETE", "/me/profile_image");
  expect((await ask(sandbox, "clerk", pathname)).status).toBe(404);
});

describe("Clerk's own server library", () => {
  it("reads, lists, changes and deletes users, whose sessions end with them", async () => {
    const browser = await openBrowser(sandbox);
    const { userId, sessionId, email } = await signUp(sandbox, browser);
    const { secretKey, apiUrl } = await settings();
    const clerk = createClerkClient({ secretKey, apiUrl });
    const user = await clerk.users.getUser(userId);
    expect([user.id, user.firstName, user.primaryEmailAddress?.emailAddress]).toEqual([userId, "Asha", email]);
    const { data: found, totalCount } = await clerk.users.getUserList({ emailAddress: [email] });
    expect([found.map(({ id }) => id), totalCount]).toEqual([[userId], 1]);
    expect((await clerk.users.updateUser(userId, { lastName: "Rao" })).fullName).toBe("Asha Rao");
    expect((await clerk.sessions.getSessionList({ userId })).data.map(({ id }) => id)).toEqual([sessionId]);

    expect(await clerk.users.deleteUser(userId)).toMatchObject({ id: userId, deleted: true });
    await expect(clerk.users.getUser(userId)).rejects.toMatchObject({ status: 404 });
    await expect(clerk.users.deleteUser(userId)).rejects.toMatchObject({ status: 404 });
    expect((await browser.send("POST", `/client/sessions/${sessionId}/tokens`)).status).toBe(401);
  });

  it("is refused with a wrong key", async () => {
    const { apiUrl } = await settings();
    const clerk = createClerkClient({ secretKey: "another", apiUrl });
    await expect(clerk.users.getUserList()).rejects.toMatchObject({ status: 401 });
  });

  it("meets limits and outages when it is told to, and is well again after them", async () => {
    const { secretKey, apiUrl } = await settings();
    const clerk = createClerkClient({ secretKey, apiUrl });
    const fault = (json: object) => ask(sandbox, "sandbox", "/clerk/fault", { method: "PUT", json });
    await fault({ status: 429, retryAfter: 7 });
    await expect(clerk.users.getCount()).rejects.toMatchObject({ status: 429, retryAfter: 7 });
    await fault({ status: 503, count: 2 });
    for (let n = 0; n < 2; n++) await expect(clerk.users.getCount()).rejects.toMatchObject({ status: 503 });
    expect(await clerk.users.getCount()).toBeGreaterThanOrEqual(0);
  });

  it("makes users, and tokens of sessions that name no party", async () => {
    const { secretKey, apiUrl, jwtKey } = await settings();
    const clerk = createClerkClient({ secretKey, apiUrl });
    const user = await clerk.users.createUser({ emailAddress: ["made@example.test"], firstName: "Ravi" });
    const session = await clerk.sessions.createSession({ userId: user.id });
    const { jwt } = await clerk.sessions.getToken(session.id);
    expect(await verifyToken(jwt, { jwtKey })).toMatchObject({ sub: user.id, sid: session.id });
    await expect(verifyToken(jwt, { jwtKey, authorizedParties: [SITE] })).rejects.toThrow(/azp/);
  });
});

it("serves Clerk's published scripts under any version, and nothing else of the machine", async () => {
  const script = await ask(sandbox, "clerk", "/npm/@clerk/clerk-js@6.1.0/dist/clerk.browser.js");
  expect([script.status, script.headers["content-type"]]).toEqual([200, "text/javascript; charset=utf-8"]);
  expect(script.body.length).toBeGreaterThan(200_000);
  for (const file of ["../package.json", "%2e%2e/package.json", "nothing.js", "clerk.mjs"])
    expect((await ask(sandbox, "clerk", `/npm/@clerk/clerk-js@6/dist/${file}`)).status).toBe(404);
});
