import { Hono } from "hono";
import { html, raw } from "hono/html";
import * as z from "zod";
import { type Instance, MOVES, setUp } from "./control.ts";
import { type Conversion, NETWORK_IDS, type NetworkId, type Push } from "./model.ts";
import { HOME, NETWORKS } from "./networks.ts";
import { decimalOf, spaced } from "./words.ts";

const SHOWN = 100;

const STYLE = raw(`<style>
:root { color-scheme: light dark; --line: #8886; --mark: #b4552d; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem auto; max-width: 80rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: start; vertical-align: top; padding: .4rem; border-bottom: 1px solid var(--line); }
div.scroll { overflow-x: auto; } form { display: inline-block; margin: 0 .2rem .2rem 0; } button, input { font: inherit; padding: .3rem .5rem; }
input { width: 8rem; } pre { white-space: pre-wrap; overflow-wrap: anywhere; max-width: 34rem; margin: 0; } code { overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; } td.sum { text-align: end; white-space: nowrap; }
</style>`);

const button = (action: string, label: string) =>
  html`<form method="post" action="${action}"><button>${label}</button></form>`;

const LABELS: Record<string, string> = {
  approve: "Approve",
  payable: "Make payable",
  pay: "Pay",
  decline: "Decline",
  reverse: "Reverse",
};

function conversionRow(row: Conversion) {
  const at = `/conversions/${encodeURIComponent(row.id)}`;
  return html`<tr id="${row.id}">
  <td><time>${spaced(row.at)}</time><br />${NETWORKS[row.network].name}<br />${row.shop}</td>
  <td><code>${row.id}</code><br />order ${row.orderId}<br />click <code>${row.subId || "(none)"}</code>${row.correctionOf ? html`<br />corrects <code>${row.correctionOf}</code>` : ""}</td>
  <td class="sum">${decimalOf(row.sale, row.currency)} ${row.currency}<br />${decimalOf(row.commission, row.currency)} for us</td>
  <td>${row.state}<br />“${NETWORKS[row.network].word(row)}”</td>
  <td>
    ${Object.keys(MOVES).map((verb) => button(`${at}/${verb}`, LABELS[verb] ?? verb))}
    ${button(`${at}/send?times=1`, "Send again")} ${button(`${at}/send?times=2`, "Send twice at once")}
    <form method="post" action="${at}/restate"><input name="sale" inputmode="decimal" aria-label="New sale in minor units of ${row.id}" placeholder="minor units" required /><button>Restate</button></form>
    <form method="post" action="${at}/word"><input name="word" aria-label="Status word of ${row.id}" placeholder="any word" required /><button>Say</button></form>
  </td>
</tr>`;
}

function networkRow({ state }: Instance, id: NetworkId) {
  const endpoint = state.data.endpoints[id];
  const at = `/networks/${id}`;
  const shops = Object.entries(HOME).filter(([, home]) => home === id);
  return html`<tr>
  <td>${NETWORKS[id].name}<br /><small>${shops.map(([shop]) => shop).join(", ") || "no shop at first"}</small></td>
  <td>${NETWORKS[id].push ? html`<code>${endpoint.method} ${endpoint.url ?? "nowhere yet"}</code>` : "sends nothing, is asked"}</td>
  <td>
    ${button(`${at}?silent=${endpoint.silent ? "" : "1"}`, endpoint.silent ? "Speak again" : "Go silent")}
    ${button(`${at}?down=${endpoint.down ? "" : "1"}`, endpoint.down ? "Bring back up" : "Take down")}
    ${button(`${at}?hold=${endpoint.hold ? "" : "1"}`, endpoint.hold ? "Send at once" : "Hold back")}
    ${button(`${at}?rows=${endpoint.rows === "line" ? "order" : "line"}`, endpoint.rows === "line" ? "One row per order" : "A row for each line")}
    ${endpoint.hold ? html`${button(`${at}/release?order=forward`, "Release in order")} ${button(`${at}/release?order=backward`, "Release backwards")}` : ""}
  </td>
</tr>`;
}

const pushRow = (push: Push) => html`<tr>
  <td><time>${spaced(push.createdAt)}</time><br />${NETWORKS[push.network].name}</td>
  <td><details><summary>${push.method} ${push.conversionId}</summary><pre>${push.url}</pre><pre>${push.body ?? ""}</pre></details></td>
  <td>${push.state}${push.nextAt ? html`<br />next ${spaced(push.nextAt)}` : ""}</td>
  <td>${push.attempts.map(({ at, status, error }) => html`<div>${status || error} at ${spaced(at)}</div>`)}</td>
  <td>${button(`/pushes/${push.id}/again`, "Send again")}</td>
</tr>`;

function page(instance: Instance) {
  const { state, book } = instance;
  const table = (head: string[], rows: unknown[]) =>
    html`<div class="scroll"><table><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr>${rows}</table></div>`;
  return html`<!doctype html>
<html lang="en-IN">
<head><meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" /><title>Affiliate networks</title>${STYLE}</head>
<body>
<h1>Affiliate networks</h1>
<p>Follow a way out of the site to a shop and buy there: the sale appears here, and its network calls back in its own form. Times are UTC.</p>
<h2>Sales</h2>
${table(["Made", "Row", "Amounts", "State", "Levers"], book.rows().slice(-SHOWN).reverse().map(conversionRow))}
<h2>Networks</h2>
${table(
  ["Network", "Calls back", "Levers"],
  NETWORK_IDS.map((id) => networkRow(instance, id)),
)}
<h2>Call-backs</h2>
${table(["Made", "Message", "State", "Answers", "Levers"], state.data.pushes.slice(-SHOWN).reverse().map(pushRow))}
</body>
</html>`;
}

/** The page from which the networks are steered by hand. */
export function steering(instance: Instance): Hono {
  const { state, book, outbox } = instance;
  const app = new Hono({ strict: false });
  app.onError((error, c) => {
    if (error instanceof z.ZodError) return c.text("That is no amount in minor units, and no network of ours.", 400);
    throw error;
  });
  app.get("/", (c) => c.html(page(instance)));
  app.post("/conversions/:id/:verb", async (c) => {
    const row = book.find(c.req.param("id"));
    if (!row) return c.notFound();
    const verb = c.req.param("verb");
    const form = await c.req.parseBody();
    const to = MOVES[verb];
    if (to) book.move(row, to);
    else if (verb === "word") book.say(row, String(form.word));
    else if (verb === "send") for (let n = 0; n < Number(c.req.query("times") ?? 1); n++) book.tell(row);
    else if (verb === "restate") {
      const sale = z.coerce.number().pipe(z.int()).parse(form.sale);
      book.restate(row, sale, Math.round((sale * state.data.rate) / 10_000));
    }
    await outbox.quiet();
    return c.redirect(`/#${encodeURIComponent(row.id)}`, 303);
  });
  app.post("/networks/:id", (c) => {
    const id = z.enum(NETWORK_IDS).parse(c.req.param("id"));
    const asked = (name: string) => c.req.query(name);
    if (asked("silent") !== undefined) setUp(instance, id, { silent: asked("silent") === "1" });
    if (asked("down") !== undefined) setUp(instance, id, { down: asked("down") === "1" });
    if (asked("hold") !== undefined) setUp(instance, id, { hold: asked("hold") === "1" });
    if (asked("rows") !== undefined) setUp(instance, id, { rows: asked("rows") === "line" ? "line" : "order" });
    return c.redirect("/", 303);
  });
  app.post("/networks/:id/release", async (c) => {
    const id = z.enum(NETWORK_IDS).parse(c.req.param("id"));
    await outbox.release(id, c.req.query("order") === "backward" ? "backward" : "forward");
    return c.redirect("/", 303);
  });
  app.post("/pushes/:id/again", async (c) => {
    outbox.again(c.req.param("id"), 1);
    await outbox.quiet();
    return c.redirect("/", 303);
  });
  return app;
}
