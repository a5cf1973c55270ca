import { createECDH } from "node:crypto";
import type { Letter } from "@stylegence/clients/mail/port";
import { sesMail } from "@stylegence/clients/mail/ses";
import type { Push } from "@stylegence/clients/push/port";
import { webPushClient } from "@stylegence/clients/push/web-push";
import { guardedLookup, systemResolver } from "@stylegence/crawler/lookup";
import { parseResolve } from "@stylegence/crawler/resolve";
import { type Sandbox, startSandbox } from "@stylegence/sandbox/server";
import { ask } from "@stylegence/sandbox/testing/ask";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.close());
afterEach(async () => {
  for (const host of ["mail", "push"]) await ask(sandbox, host, "/faults", { method: "DELETE" });
});

const json = async <T>(host: string, path: string) => JSON.parse((await ask(sandbox, host, path)).text) as T;
const fault = (host: string, kind: string) => ask(sandbox, host, "/faults", { json: { kind, count: 1 } });

describe("letters over SES's wire", () => {
  /** As a function finds it: by its environment. */
  const mailAt = (endpoint: string) => {
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SESV2: endpoint,
      AWS_REGION: "ap-south-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    });
    return sesMail({ configurationSet: "set" });
  };
  const letter: Letter = {
    from: "Stylegence <hello@stylegence.example>",
    to: "ana@example.com",
    subject: "₹999 now: “Kurta” & more",
    html: "<p>₹999 &amp; <b>less</b></p>",
    text: "₹999 & less",
    headers: { "List-Unsubscribe": "<https://s.example/api/v1/unsubscribe?token=t>" },
  };
  const kept = (to: string) => json<{ items: Record<string, unknown>[] }>("mail", `/messages?to=${to}`);

  it("arrive as they were written, newest first, and are shown with no script of theirs", async () => {
    const mail = mailAt(sandbox.url);
    expect((await mail.send(letter)).messageId).toMatch(/^[\da-f-]{36,}/);
    await mail.send({ ...letter, subject: "Second" });
    const { items } = await kept("ana@example.com");
    expect(items.map(({ subject }) => subject)).toEqual(["Second", letter.subject]);
    const { from, html, text } = letter;
    expect(items[1]).toMatchObject({
      from,
      to: [letter.to],
      html,
      text,
      headers: Object.entries(letter.headers ?? {}),
    });
    const shown = await ask(sandbox, "mail", `/mails/${String(items[1]?.id)}/html`);
    expect(shown.headers["content-security-policy"]).toMatch(/default-src 'none'.*sandbox/);
    expect(shown.text).toContain("<b>less</b>");
    expect((await ask(sandbox, "mail", "/?to=ana@example.com")).text).toContain("“Kurta” &amp; more");
    const plain = await ask(sandbox, "mail", `/mails/${String(items[1]?.id)}?view=text`);
    expect(plain.text).toContain("<pre>₹999 &amp; less</pre>");
  });

  it.each([
    ["throttle", { kind: "throttled", retry: true, status: 429 }],
    ["error", { kind: "unavailable", retry: true, status: 500 }],
    ["paused", { kind: "unavailable", retry: true }],
    ["reject", { kind: "rejected", retry: false, status: 400 }],
  ])("that meet %s were not sent, and say whether to try again", async (kind, error) => {
    await fault("mail", kind);
    const to = `${kind}@example.com`;
    await expect(mailAt(sandbox.url).send({ ...letter, to })).rejects.toMatchObject(error);
    expect((await kept(to)).items).toEqual([]);
  });

  it("whose answer is lost are in doubt; where nobody is reached they are not", async () => {
    await fault("mail", "lost");
    const to = "lost@example.com";
    await expect(mailAt(sandbox.url).send({ ...letter, to })).rejects.toMatchObject({ kind: "timeout" });
    expect((await kept(to)).items).toHaveLength(1);
    await expect(mailAt("http://127.0.0.1:9").send(letter)).rejects.toMatchObject({ kind: "unavailable" });
  });

  it("that are none are refused for good, in words that quote no address", async () => {
    const failed = await mailAt(sandbox.url)
      .send({ ...letter, to: "no address" })
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ kind: "rejected", retry: false });
    const header = { ...letter, headers: { Subject: "Another" } };
    await expect(mailAt(sandbox.url).send(header)).rejects.toMatchObject({ kind: "rejected" });
    await fault("mail", "reject");
    const refused = (await mailAt(sandbox.url)
      .send(letter)
      .catch((error: unknown) => error)) as Error;
    expect(`${refused.message} ${String(refused.cause)}`).not.toContain("ana@");
  });

  it("may come whole, as in RFC 5322", async () => {
    const raw = ["From: a@s.example", "To: Raw <raw@example.com>", "Subject: =?utf-8?q?=E2=82=B9?=", "", "Text"];
    const answer = await ask(sandbox, "mail", "/v2/email/outbound-emails", {
      json: { Content: { Raw: { Data: Buffer.from(raw.join("\r\n")).toString("base64") } } },
      headers: { authorization: "AWS4-HMAC-SHA256 Credential=t/20261123/ap-south-1/ses/aws4_request, x" },
    });
    expect(answer.status).toBe(200);
    expect((await kept("raw@example.com")).items).toMatchObject([{ subject: "₹", text: "Text\n" }]);
    const unsigned = await ask(sandbox, "mail", "/v2/email/outbound-emails", { json: {} });
    expect(unsigned.status).toBe(403);
  });
});

describe("web push", () => {
  const keysOf = () => {
    const pair = createECDH("prime256v1");
    const publicKey = pair.generateKeys("base64url");
    const privateKey = Buffer.from(pair.getPrivateKey("hex").padStart(64, "0"), "hex").toString("base64url");
    return { subject: "mailto:hello@stylegence.example", publicKey, privateKey };
  };
  const vapid = keysOf();
  const pushWith = (keys: typeof vapid, resolve = "*.localhost=127.0.0.1"): Push =>
    webPushClient({ vapid: keys, lookup: guardedLookup(parseResolve(resolve), systemResolver), timeoutMs: 2000 });
  const message = { payload: JSON.stringify({ title: "₹" }), topic: "ntf_1", ttlSeconds: 60, urgency: "high" } as const;

  interface Browser {
    id: string;
    endpoint: string;
    keys: { p256dh: string; auth: string };
  }
  const subscribe = async (): Promise<Browser> => {
    const made = await ask(sandbox, "push", "/subscriptions", { json: { applicationServerKey: vapid.publicKey } });
    return JSON.parse(made.text) as Browser;
  };
  const shown = async ({ id }: Browser) =>
    (await json<{ items: Record<string, unknown>[] }>("push", `/subscriptions/${id}/messages`)).items;

  it("is signed, encrypted for the one browser, and replaces what has its topic", async () => {
    const browser = await subscribe();
    expect(await pushWith(vapid).send(browser, message)).toBe("accepted");
    await pushWith(vapid).send(browser, { ...message, payload: JSON.stringify({ title: "two" }) });
    await pushWith(vapid).send(browser, { ...message, topic: "ntf_2" });
    expect(await shown(browser)).toMatchObject([
      { topic: "ntf_2", payload: { title: "₹" }, ttlSeconds: 60, urgency: "high" },
      { topic: "ntf_1", payload: { title: "two" } },
    ]);
  });

  it("tells browsers that are gone from services that fail", async () => {
    const browser = await subscribe();
    const push = pushWith(vapid);
    await fault("push", "throttle");
    await expect(push.send(browser, message)).rejects.toMatchObject({ kind: "throttled", retry: true });
    await fault("push", "error");
    await expect(push.send(browser, message)).rejects.toMatchObject({ kind: "unavailable", retry: true });
    await fault("push", "lost");
    await expect(push.send(browser, message)).rejects.toMatchObject({ retry: true });
    expect(await shown(browser)).toHaveLength(1);
    await ask(sandbox, "push", `/subscriptions/${browser.id}`, { method: "DELETE" });
    expect(await push.send(browser, message)).toBe("gone");
    const nowhere = { ...browser, endpoint: browser.endpoint.replace(browser.id, "nobody") };
    expect(await push.send(nowhere, message)).toBe("gone");
  });

  it("is refused from another sender, and goes to no private address; no failure says where it went", async () => {
    const browser = await subscribe();
    const failures = await Promise.all(
      [
        pushWith(keysOf()).send(browser, message),
        pushWith(vapid, "").send({ ...browser, endpoint: "https://localhost/secret" }, message),
        pushWith(vapid).send({ ...browser, endpoint: browser.endpoint.replace(/:\d+/, ":9") }, message),
        pushWith(vapid).send({ ...browser, keys: { p256dh: "AA", auth: "AA" } }, message),
      ].map((sent) => sent.catch((error: unknown) => error)),
    );
    expect(failures).toMatchObject([
      { kind: "rejected", status: 403 },
      { kind: "rejected", message: "push: not a public address" },
      { kind: "unavailable" },
      { kind: "rejected" },
    ]);
    const words = failures.map((failure) => `${(failure as Error).stack} ${String((failure as Error).cause)}`).join();
    expect(words).not.toMatch(/secret|localhost/);
    expect(words).not.toContain(browser.id);
  });
});
