import { Hono } from "hono";
import { html, raw } from "hono/html";
import { spoken } from "./amount.ts";
import { RazorpayFailure } from "./failure.ts";
import type { Lever } from "./levers.ts";
import type { Dispute, Message, Payment, Refund } from "./model.ts";
import type { Bank } from "./payments.ts";

const MOST = 100;
const STYLE = raw(`<style>
:root { color-scheme: light dark; --line: #8886; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem auto; max-width: 75rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: start; vertical-align: top; padding: .4rem; border-bottom: 1px solid var(--line) }
div.scroll { overflow-x: auto } form { display: inline-block; margin: 0 .25rem .25rem 0 } button, input { font: inherit } input { width: 6rem }
pre { max-width: 40rem; overflow: auto } code { overflow-wrap: anywhere } [role=alert] { border: 2px solid #b3261e; padding: .5rem 1rem }
:focus-visible { outline: 3px solid #b4552d; outline-offset: 2px }
</style>`);

const time = (ms: number) =>
  html`<time datetime="${new Date(ms).toISOString()}">${new Date(ms).toLocaleString("en-IN", { timeZone: "Asia/Kolkata", dateStyle: "medium", timeStyle: "medium" })}</time>`;

const button = (path: string, label: string, fields: Record<string, string> = {}) =>
  html`<form method="post" action="/dashboard/${path}">${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button>${label}</button></form>`;

/** The merchant's page: payments and events, with the levers of the real dashboard and those of banks and of ill luck. */
export function dashboard(bank: Bank, table: Record<string, Lever>): Hono {
  const { state, outbox } = bank;
  const { data } = state;
  const app = new Hono({ strict: false });
  app.get("/", (c) => c.redirect("/dashboard"));
  app.get("/dashboard", (c) => c.html(page(bank, c.req.query("error"))));
  const deeds: Record<string, () => unknown> = {
    silent: () => outbox.setUp({ silent: !data.endpoint.silent }),
    hold: () => outbox.setUp({ hold: !data.endpoint.hold }),
    enable: () => outbox.setUp({ enabled: !data.endpoint.enabled }),
    rotate: () => outbox.rotate(),
    forward: () => outbox.release("forward"),
    backward: () => outbox.release("backward"),
    replay: () => outbox.replayAll(),
    hour: () => outbox.skip(3_600_000),
    day: () => outbox.skip(86_400_000),
    capture: () => Object.assign(data.settings, { autoCapture: !data.settings.autoCapture }),
    refunds: () =>
      Object.assign(data.settings, { refunds: data.settings.refunds === "pending" ? "processed" : "pending" }),
  };
  const done = async (deed: () => unknown): Promise<string> => {
    try {
      await deed();
      await outbox.quiet();
      state.save();
      return "/dashboard";
    } catch (error) {
      if (!(error instanceof RazorpayFailure)) throw error;
      return `/dashboard?error=${encodeURIComponent(error.message)}`;
    }
  };
  app.post("/dashboard/webhook/:deed", async (c) => {
    const deed = deeds[c.req.param("deed")];
    return deed ? c.redirect(await done(deed), 303) : c.notFound();
  });
  app.post("/dashboard/:kind/:id/:deed", async (c) => {
    const { kind, id, deed } = c.req.param();
    const lever = table[`${kind}/${deed}`];
    if (!lever) return c.notFound();
    const fields = Object.entries(await c.req.parseBody()).filter(([, value]) => value !== "");
    return c.redirect(await done(() => lever(id, Object.fromEntries(fields))), 303);
  });
  return app;
}

function page(bank: Bank, error: string | undefined) {
  const { endpoint, messages, payments, settings, keyId } = bank.state.data;
  const does = endpoint.silent ? "are not told at all" : endpoint.hold ? "are held here" : "are sent at once";
  return html`<!doctype html>
<html lang="en-IN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Local Razorpay</title>${STYLE}</head>
<body><h1>Local Razorpay</h1>
${error ? html`<p role="alert">${error}</p>` : ""}
<p>Key <code>${keyId}</code>. No money moves here.</p>
<h2>Webhook</h2>
<p>Events go to ${endpoint.url ?? "nowhere yet"}${endpoint.enabled ? "" : ", but the webhook is <strong>disabled</strong>"}. New ones ${does}; what fails comes back ${endpoint.speed} times as fast as the real one's.</p>
<p>${button("webhook/silent", endpoint.silent ? "Speak again" : "Go silent")}
${button("webhook/hold", endpoint.hold ? "Send new ones at once" : "Hold new ones")}
${button("webhook/forward", "Release in order")}${button("webhook/backward", "Release backwards")}
${button("webhook/replay", "Replay what was not delivered")}${button("webhook/rotate", "Rotate the webhook secret")}
${button("webhook/enable", endpoint.enabled ? "Disable the webhook" : "Enable the webhook")}
${button("webhook/hour", "An hour passes")}${button("webhook/day", "A day passes")}</p>
<p>Money is taken ${settings.autoCapture ? "as soon as the bank agrees" : "when the shop captures it"}; refunds are ${settings.refunds === "pending" ? "pending first" : "processed at once"}.
${button("webhook/capture", settings.autoCapture ? "Leave capturing to the shop" : "Capture by itself")}
${button("webhook/refunds", settings.refunds === "pending" ? "Process refunds at once" : "Let refunds be pending")}</p>
<h2>Payments</h2>
<div class="scroll"><table><tr><th>Made</th><th>Payment</th><th>Amount</th><th>Status</th><th>Deeds</th></tr>
${Object.values(payments)
  .slice(-MOST)
  .reverse()
  .map((payment) => paymentRow(bank, payment))}</table></div>
<h2>Events</h2>
<div class="scroll"><table><tr><th>Made</th><th>Event</th><th>State</th><th>Attempts</th><th>Send</th></tr>
${messages.slice(-MOST).reverse().map(messageRow)}</table></div>
</body></html>`;
}

function paymentRow({ state }: Bank, payment: Payment) {
  const { id, status, amount, amount_refunded: refunded, currency } = payment;
  const its = <T extends { payment_id: string }>(all: Record<string, T>) =>
    Object.values(all).filter(({ payment_id: of }) => of === id);
  const path = `payments/${id}`;
  return html`<tr><td>${time(payment.created_at * 1000)}</td>
<td><code>${id}</code><br><code>${payment.order_id}</code><br>${payment.email}, ${payment.method}</td>
<td>${spoken(amount, currency)}${refunded > 0 ? html`<br>−${spoken(refunded, currency)}` : ""}</td>
<td>${status}${payment.error_description ? html`<br><small>${payment.error_description}</small>` : ""}</td>
<td>
${status === "failed" || status === "created" ? button(`${path}/authorize`, status === "failed" ? "Pay late" : "Authorise") : ""}
${status === "created" ? button(`${path}/fail`, "Fail") : ""}
${status === "authorized" ? html`${button(`${path}/capture`, "Capture")}${button(`${path}/release`, "Give back")}` : ""}
${status === "captured" ? captured(path, payment) : ""}
${button(`${path}/events`, "Send its events twice", { times: "2" })}${button(`${path}/events`, "Send its events backwards", { order: "backward" })}
${its(state.data.refunds).map(refundLine)}${its(state.data.disputes).map(disputeLine)}</td></tr>`;
}

const captured = (path: string, { currency }: Payment) => html`${button(`${path}/refund`, "Refund the rest")}
<form method="post" action="/dashboard/${path}/refund"><label>Refund <input name="amount" inputmode="numeric" required pattern="[0-9]+" title="In the smallest unit of ${currency}"> of ${currency}'s smallest unit</label> <button>Refund a part</button></form>
${button(`${path}/dispute`, "Dispute")}`;

const refundLine = ({ id, status, amount, currency }: Refund) =>
  html`<div>Refund <code>${id}</code> ${spoken(amount, currency)}: ${status}
${status === "pending" ? html`${button(`refunds/${id}/process`, "Process")}${button(`refunds/${id}/fail`, "Fail")}` : ""}</div>`;

const MOVES = { under_review: "Under review", won: "Won", lost: "Lost", closed: "Close" } as const;
const disputeLine = ({ id, status, amount, currency }: Dispute) =>
  html`<div>Dispute <code>${id}</code> ${spoken(amount, currency)}: ${status}
${Object.entries(MOVES).map(([to, label]) => button(`disputes/${id}/move`, label, { status: to }))}</div>`;

const messageRow = (message: Message) => html`<tr><td>${time(message.createdAt)}</td>
<td><details><summary>${message.event}</summary><code>${message.id}</code><pre>${JSON.stringify(JSON.parse(message.payload), null, 1)}</pre></details></td>
<td>${message.state}</td>
<td>${message.attempts.map(({ status, error, ms }) => html`<div>${status || error} in ${ms} ms</div>`)}</td>
<td>${button(`messages/${message.id}/send`, "Send again")}${button(`messages/${message.id}/send`, "Send twice", { times: "2" })}
${message.state === "delivered" ? "" : button(`messages/${message.id}/replay`, "Replay")}</td></tr>`;
