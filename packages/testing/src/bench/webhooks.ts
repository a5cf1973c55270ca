import { createHmac, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { secretsOf } from "@stylegence/core/affiliate/secrets";
import { take } from "@stylegence/functions/webhooks/affiliate/take";
import { receive } from "@stylegence/functions/webhooks/razorpay/receive";
import * as Dynamo from "@stylegence/local/parts/dynamodb";
import { startFaultProxy } from "../fault-proxy.ts";
import { type Harness, startHarness } from "../harness.ts";
import { freePort } from "../services.setup.ts";
import { type Bench, quantile } from "./result.ts";

const EVENTS = 400;
const AT_ONCE = 8;
const SLOW_MS = 300;
const LIMIT_MS = 1000;
const SECRETS = ["the secret that replaces", "the secret that is replaced"];

/** An event of the size that Razorpay's have. */
function bodyOf(n: number): string {
  const entity = { id: `pay_${n}`, order_id: `order_${n}`, amount: 9900, currency: "INR", status: "captured" };
  const filling = "x".repeat(1500);
  return JSON.stringify({ entity: "event", event: "payment.captured", filling, payload: { payment: { entity } } });
}

const networkSecret = randomBytes(24).toString("base64url");
const networkSecrets = secretsOf(JSON.stringify({ admitad: { paths: [networkSecret] } }));

/** Takes the nth event of a round. */
type Take = (round: string, n: number) => Promise<unknown>;

/** Every other is signed with the secret that is being replaced. */
const razorpay: Take = (round, n) => {
  const body = Buffer.from(bodyOf(n));
  const signature = createHmac("sha256", SECRETS[n % 2]!)
    .update(body)
    .digest("hex");
  const headers: Record<string, string> = {
    "x-razorpay-signature": signature,
    "x-razorpay-event-id": `evt_${round}_${n}`,
  };
  return receive({ header: (wanted) => headers[wanted], body }, SECRETS.join());
};

const network: Take = (round, n) => {
  const path = `/api/webhooks/affiliate/admitad/${networkSecret}`;
  const search = `admitad_id=${round}${n}&payment_status=approved&order_sum=999.00&payment_sum=80.00&subid=none`;
  return take({ method: "GET", path, search, header: () => undefined, body: null }, async () => networkSecrets);
};

/** Milliseconds that each of the events took, sorted. */
async function deliver(harness: Harness, round: string, event: Take): Promise<number[]> {
  const took: number[] = [];
  const one = async (n: number) => {
    const started = performance.now();
    await harness.run(() => event(round, n));
    took.push(performance.now() - started);
  };
  for (let at = 0; at < EVENTS; at += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => one(at + n)));
  }
  return took.sort((a, b) => a - b);
}

async function rowOf(harness: Harness, who: string, slow: number, event: Take): Promise<string[]> {
  const took = await deliver(harness, `slow${slow}`, event);
  const over = took.filter((ms) => ms > LIMIT_MS).length;
  const ms = (q: number) => `${Math.round(quantile(took, q))} ms`;
  const table = slow === 0 ? "as it is" : `each request ${slow} ms later`;
  return [who, table, ms(0.5), ms(0.95), ms(0.99), ms(1), String(over)];
}

const bench: Bench = async () => {
  const data = mkdtempSync(path.join(tmpdir(), "stylegence-bench-"));
  await Dynamo.prepare(() => undefined);
  const dynamo = await Dynamo.start({ port: await freePort(), data });
  const proxy = await startFaultProxy({ target: dynamo.url });
  const harness = await startHarness(proxy.url);
  try {
    for (const event of [razorpay, network]) await deliver(harness, "warm", event);
    const rows: string[][] = [];
    for (const slow of [0, SLOW_MS]) {
      proxy.lift();
      if (slow > 0) proxy.inject({ kind: "delay", delayMs: slow });
      rows.push(await rowOf(harness, "Razorpay", slow, razorpay), await rowOf(harness, "a network", slow, network));
    }
    proxy.lift();
    const items = await harness.items();
    const stored = items.filter(({ __edb_e__: entity }) => entity === "inbox" || entity === "affiliateCallback").length;
    return {
      title: "how soon events of Razorpay and of affiliate networks are answered",
      columns: ["whose", "table", "median", "p95", "p99", "slowest", `over ${LIMIT_MS} ms`],
      rows,
      notes: `${EVENTS} events a row, ${AT_ONCE} at a time: verified on their bytes or by the secret of their address, stored with the message that has them applied, and answered. Razorpay waits 5 seconds. Every other event is signed with a secret that is being replaced; ${stored} of ${EVENTS * 6} were stored.`,
    };
  } finally {
    await proxy.close();
    await dynamo.stop();
    rmSync(data, { recursive: true, force: true });
  }
};

export default bench;
