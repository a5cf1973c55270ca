import { Hono } from "hono";
import { html } from "hono/html";
import type { Message } from "./model.ts";
import type { Instance } from "./people.ts";

const time = (at: number): string => new Date(at).toISOString().slice(0, 19).replace("T", " ");

const row = (message: Message, speed: number) => html`<tr>
  <td><time>${time(message.createdAt)}</time></td>
  <td>
    <details>
      <summary>${message.type}</summary>
      <code>${message.id}</code>
      <pre>${JSON.stringify(JSON.parse(message.payload), null, 1)}</pre>
    </details>
  </td>
  <td>${message.state}${message.nextAt ? html`<br />next ${time(message.nextAt)} (×${speed})` : ""}</td>
  <td>${message.attempts.map(({ status, error, ms }) => html`<div>${status || error} in ${ms} ms</div>`)}</td>
  <td>
    <form method="post" action="/outbox/${message.id}/replay"><button>Send again</button></form>
    <form method="post" action="/outbox/${message.id}/replay?times=2"><button>Send twice at once</button></form>
  </td>
</tr>`;

/** The outbox of Clerk's events and codes, with the levers that a real one's dashboard has, and some it has not. */
export function outboxPage({ state, outbox }: Instance): Hono {
  const app = new Hono({ strict: false });
  const { data } = state;
  app.get("/", (c) =>
    c.html(html`<!doctype html>
<html lang="en-IN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Outbox of the local Clerk</title>
    <style>
      :root { color-scheme: light dark }
      body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem auto; max-width: 70rem; padding: 0 1rem }
      table { border-collapse: collapse; width: 100% } th, td { text-align: start; vertical-align: top; padding: .4rem; border-bottom: 1px solid #8886 }
      pre { max-width: 40rem; overflow: auto } form { display: inline-block } div.scroll { overflow-x: auto }
    </style>
  </head>
  <body>
    <h1>Outbox of the local Clerk</h1>
    <p>
      Events go to ${data.endpoint.url ?? "nowhere yet"}, ${data.endpoint.speed} times as fast as svix comes back.
      New ones are ${data.endpoint.hold ? "held here" : "sent at once"}.
    </p>
    <p>
      <form method="post" action="/outbox/hold?on=${data.endpoint.hold ? "" : "1"}">
        <button>${data.endpoint.hold ? "Send new ones at once" : "Hold new ones"}</button>
      </form>
      <form method="post" action="/outbox/release?order=forward"><button>Release in order</button></form>
      <form method="post" action="/outbox/release?order=backward"><button>Release backwards</button></form>
    </p>
    <h2>Codes</h2>
    <div class="scroll"><table>
      <tr><th>Sent (UTC)</th><th>To</th><th>Code</th></tr>
      ${data.mails
        .slice(-20)
        .reverse()
        .map(({ at, to, code }) => html`<tr><td>${time(at)}</td><td>${to}</td><td><code>${code}</code></td></tr>`)}
    </table></div>
    <h2>Events</h2>
    <div class="scroll"><table>
      <tr><th>Made (UTC)</th><th>Event</th><th>State</th><th>Attempts</th><th>Send</th></tr>
      ${data.messages
        .slice(-100)
        .reverse()
        .map((message) => row(message, data.endpoint.speed))}
    </table></div>
  </body>
</html>`),
  );
  app.post("/outbox/hold", (c) => {
    outbox.setUp({ hold: c.req.query("on") === "1" });
    return c.redirect("/", 303);
  });
  app.post("/outbox/release", async (c) => {
    await outbox.release(c.req.query("order") === "backward" ? "backward" : "forward");
    return c.redirect("/", 303);
  });
  app.post("/outbox/:id/replay", async (c) => {
    outbox.replay(c.req.param("id"), Number(c.req.query("times") ?? 1));
    await outbox.quiet();
    return c.redirect("/", 303);
  });
  return app;
}
