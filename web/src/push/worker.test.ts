import { readFileSync } from "node:fs";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";

const SOURCE = readFileSync(path.resolve(import.meta.dirname, "../../public/push-worker.js"), "utf8");
const ORIGIN = "https://stylegence.example";

type Options = { body: string; tag: string; data: { href: string }; image?: string };
type Handler = (event: object) => void;

/** The worker in a browser of which only what it uses is there. */
function start(open: string[] = []) {
  const handlers: Record<string, Handler> = {};
  const shown: [string, Options][] = [];
  const went: string[] = [];
  const self = {
    location: { origin: ORIGIN },
    addEventListener: (name: string, handler: Handler) => {
      handlers[name] = handler;
    },
    registration: {
      showNotification: async (title: string, options: Options) => void shown.push([title, options]),
    },
    clients: {
      matchAll: async () => open.map((url) => ({ url, focus: async () => void went.push(`focus ${url}`) })),
      openWindow: async (url: string) => void went.push(`open ${url}`),
    },
  };
  runInNewContext(SOURCE, { self, URL });
  const fire = async (name: string, event: object) => {
    const waits: Promise<unknown>[] = [];
    handlers[name]!({ ...event, waitUntil: (work: Promise<unknown>) => waits.push(work) });
    await Promise.all(waits);
  };
  return {
    shown,
    went,
    push: (text: string | null) =>
      fire("push", { data: text === null ? null : { json: () => JSON.parse(text) as unknown } }),
    click: (data: unknown) => fire("notificationclick", { notification: { data, close: () => went.push("close") } }),
  };
}

describe("the push worker", () => {
  it("shows what was sent, the same event once, leading into the site", async () => {
    const worker = start();
    const message = {
      notificationId: "ntf_1",
      title: "Cheaper",
      body: "₹999",
      href: "/p/kurta",
      image: "/media/k.webp",
    };
    await worker.push(JSON.stringify({ ...message, postedAt: "2026-11-23T06:00:00Z" }));
    expect(worker.shown).toMatchObject([
      ["Cheaper", { body: "₹999", tag: "ntf_1", image: "/media/k.webp", data: { href: `${ORIGIN}/p/kurta` } }],
    ]);
  });

  it.each([null, "no JSON", "{}", '{"title":7}'])("shows something for %j as well", async (text) => {
    const worker = start();
    await worker.push(text);
    expect(worker.shown).toMatchObject([["Stylegence", { data: { href: `${ORIGIN}/notifications` } }]]);
  });

  it.each(["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example", 7, undefined])(
    "goes nowhere but into the site: %j",
    async (href) => {
      const worker = start();
      await worker.push(JSON.stringify({ title: "t", href }));
      const there = worker.shown[0]?.[1].data.href ?? "";
      expect(new URL(there).origin).toBe(ORIGIN);
      await worker.click({ href });
      expect(worker.went).toEqual(["close", `open ${there}`]);
    },
  );

  it("shows the page that is open already", async () => {
    const worker = start([`${ORIGIN}/`, `${ORIGIN}/p/kurta`]);
    await worker.click({ href: `${ORIGIN}/p/kurta` });
    expect(worker.went).toEqual(["close", `focus ${ORIGIN}/p/kurta`]);
  });
});
