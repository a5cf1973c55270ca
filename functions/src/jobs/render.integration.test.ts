import http from "node:http";
import type { AddressInfo } from "node:net";
import { parseResolve } from "@stylegence/crawler/resolve";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { browser, discard } from "./render/browser.ts";
import { render } from "./render/render.ts";

const options = { userAgent: "StylegenceBot/1.0 (test)", resolve: parseResolve("*.localhost=127.0.0.1") };

const pages: Record<string, { type?: string; status?: number; headers?: Record<string, string>; body: string }> = {
  "/shirt": {
    body: `<div id=app></div><script>
      fetch("/api/shirt").then((r) => r.json()).then((p) => {
        document.title = p.name;
        const data = document.createElement("script");
        data.type = "application/ld+json";
        data.textContent = JSON.stringify({ "@type": "Product", name: p.name, offers: { price: p.price } });
        document.head.append(data);
      });
      undefined.boom();
    </script><img src="/picture.png">`,
  },
  "/api/shirt": { type: "application/json", body: '{"name":"Linen Shirt","price":"1499.00"}' },
  "/old-shirt": { status: 302, headers: { location: "/shirt" }, body: "" },
  "/late": {
    body: `<div id=app></div><script>
      let n = 0;
      const step = () => { document.getElementById("app").textContent = "step " + ++n; if (n < 6) setTimeout(step, 60); };
      step();
    </script>`,
  },
  "/endless": {
    body: `<p id=n></p><script>setInterval(() => { document.getElementById("n").textContent = Math.random(); fetch("/api/shirt"); }, 10)</script>`,
  },
  "/stuck": { body: "<p>caught</p><script>for (;;);</script>" },
  "/gone": { status: 404, body: "no" },
  "/pdf": { type: "application/pdf", body: "%PDF" },
};

let server: http.Server;
let port: number;
let asked: { path: string; host: string; agent: string; cookie: string | undefined }[] = [];
const at = (path: string) => `http://shop.localhost:${port}${path}`;
const paths = () => asked.map(({ path }) => path);

beforeAll(async () => {
  server = http.createServer((request, response) => {
    const { host = "", "user-agent": agent = "", cookie } = request.headers;
    asked.push({ path: request.url ?? "", host, agent, cookie });
    const page = pages[request.url ?? ""] ?? { status: 404, body: "" };
    response
      .writeHead(page.status ?? 200, { "content-type": page.type ?? "text/html; charset=utf-8", ...page.headers })
      .end(page.body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  port = (server.address() as AddressInfo).port;
  pages["/nosy"] = { body: nosy(port) };
  pages["/shared.js"] = { type: "text/javascript", body: `fetch("http://127.0.0.1:${port}/from-shared-script")` };
});

beforeEach(() => {
  asked = [];
});

afterAll(async () => {
  await discard();
  server.closeAllConnections();
  server.close();
});

/** Tries every way out of a page that we could think of; each would be seen by the server at another path. */
function nosy(port: number): string {
  const inside = `http://127.0.0.1:${port}`;
  return `<head>
    <link rel=preconnect href="${inside}"><link rel=dns-prefetch href="//127.0.0.1:${port}">
    <link rel=prefetch href="${inside}/prefetch"><link rel=preload as=image href="/preload.png">
    <script type=speculationrules>{"prerender":[{"urls":["/prerender"]}]}</script>
    <script src="${inside}/script"></script><link rel=stylesheet href="${inside}/style">
    <style>@font-face{font-family:x;src:url(/font.woff2)} body{font-family:x;background:url(${inside}/background)}</style>
    </head><body><p id=done>waiting</p><iframe src="${inside}/frame"></iframe><object data="${inside}/object"></object>
    <video src="${inside}/video" autoplay></video><a id=a href="/clicked" ping="${inside}/ping">x</a><script>
    const tries = [
      () => fetch("${inside}/fetch"), () => fetch("http://169.254.169.254/latest/meta-data/"),
      () => fetch("/post", { method: "POST", body: "x" }),
      () => new WebSocket("ws://127.0.0.1:${port}/socket"), () => new WebSocket("ws://shop.localhost:${port}/own-socket"),
      () => new EventSource("${inside}/events"), () => navigator.sendBeacon("${inside}/beacon", "x"),
      () => navigator.serviceWorker.register("/worker.js"), () => new SharedWorker("/shared.js"),
      () => new SharedWorker("data:text/javascript,fetch('${inside}/from-shared-worker')"),
      () => new Worker(URL.createObjectURL(new Blob(["fetch('${inside}/from-worker')"]))),
      () => window.open("${inside}/popup"), () => import("${inside}/module"),
      () => new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:${port}" }] }).createDataChannel("x"),
      () => { location.href = "${inside}/away"; },
    ];
    Promise.allSettled(tries.map(async (attempt) => attempt())).then((all) => {
      document.getElementById("done").textContent = "tried " + all.length;
    });
    </script></body>`;
}

describe("renderer", () => {
  it("gives a page as its script has made it, in spite of an error in it", async () => {
    const page = await render({ url: at("/shirt"), budgetMs: 20_000 }, options);
    expect(page).toMatchObject({ status: 200, finalUrl: at("/shirt") });
    expect(page.html).toContain('{"@type":"Product","name":"Linen Shirt","offers":{"price":"1499.00"}}');
    expect(paths()).toEqual(["/shirt", "/api/shirt"]);
    expect(new Set(asked.map(({ agent }) => agent))).toEqual(new Set([options.userAgent]));
  });

  it("waits until the document holds still", async () => {
    const page = await render({ url: at("/late"), budgetMs: 20_000 }, options);
    expect(page.html).toContain("step 6");
  });

  it("follows a redirect and says where it led", async () => {
    const page = await render({ url: at("/old-shirt"), budgetMs: 20_000 }, options);
    expect(page.finalUrl).toBe(at("/shirt"));
    expect(page.html).toContain("Linen Shirt");
  });

  it("lets a page reach nothing but public addresses, by plain reads, and the shops that are named", async () => {
    const page = await render({ url: at("/nosy"), budgetMs: 20_000 }, options);
    expect(page.html).toMatch(/tried 15/);
    expect(page.finalUrl).toBe(at("/nosy"));
    expect(paths()).toEqual(["/nosy", "/shared.js"]);
  });

  it("takes a page that never ends as it stands when the budget is over", async () => {
    const page = await render({ url: at("/endless"), budgetMs: 1_500 }, options);
    expect(page.html).toMatch(/<p id="n">0\.\d+/);
  });

  it("gives up on a page that does not let go, and the next one has a browser again", async () => {
    await expect(render({ url: at("/stuck"), budgetMs: 600 }, options)).rejects.toThrow("timed out");
    expect((await render({ url: at("/shirt"), budgetMs: 20_000 }, options)).html).toContain("Linen Shirt");
  });

  it("uses one browser again, and starts another after a crash", async () => {
    const first = await browser();
    await render({ url: at("/late"), budgetMs: 20_000 }, options);
    expect(await browser()).toBe(first);
    await first.close();
    expect((await render({ url: at("/shirt"), budgetMs: 20_000 }, options)).html).toContain("Linen Shirt");
  });

  it("keeps nothing from one page to the next", async () => {
    pages["/cookie"] = { body: '<script>document.cookie = "a=1"; localStorage.a = 1; document.title = "set"</script>' };
    pages["/look"] = {
      body: '<p id=p></p><script>p.textContent = "[" + document.cookie + "|" + localStorage.a + "]"</script>',
    };
    await render({ url: at("/cookie"), budgetMs: 20_000 }, options);
    expect((await render({ url: at("/look"), budgetMs: 20_000 }, options)).html).toContain("[|undefined]");
    expect(asked.every(({ cookie }) => cookie === undefined)).toBe(true);
  });

  it("says the status of a page that is not there, and refuses what is no page or not public", async () => {
    expect(await render({ url: at("/gone"), budgetMs: 5_000 }, options)).toEqual({
      html: "",
      status: 404,
      finalUrl: at("/gone"),
    });
    await expect(render({ url: at("/pdf"), budgetMs: 5_000 }, options)).rejects.toMatchObject({ name: "InputError" });
    const inside = render({ url: `http://127.0.0.1:${port}/shirt`, budgetMs: 5_000 }, options);
    await expect(inside).rejects.toMatchObject({ name: "InputError" });
  });
});
