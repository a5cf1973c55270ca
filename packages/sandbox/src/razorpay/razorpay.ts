import { Hono } from "hono";
import { checkout } from "./checkout.ts";
import { control } from "./control.ts";
import { dashboard } from "./dashboard.ts";
import { openFaults } from "./faults.ts";
import { levers } from "./levers.ts";
import { openOutbox } from "./outbox.ts";
import type { Bank } from "./payments.ts";
import { openRefunds } from "./refunds.ts";
import { rest } from "./rest.ts";
import { openRazorpayState } from "./state.ts";

export interface RazorpayOptions {
  /** Where keys and payments are kept; in memory when absent. */
  dir: string | null;
  now: () => Date;
  port: number;
  /** Sends an e-mail to the merchant. */
  mail(subject: string, text: string): void;
}

export interface LocalRazorpay {
  /** For `razorpay.localhost`: the REST API, the checkout script and its frame, the dashboard. */
  host: Hono;
  /** For the control host: the REST API under `/razorpay/v1`, levers under `/razorpay`. */
  control: Hono;
  close(): void;
}

export const RAZORPAY_HOST = "razorpay.localhost";

/** A Razorpay of this machine's own: it speaks as the real one does, to its unchanged SDK and to pages that load its script. */
export function openRazorpay({ dir, now, port, mail }: RazorpayOptions): LocalRazorpay {
  const state = openRazorpayState(dir, now);
  const outbox = openOutbox(state, mail);
  const bank: Bank = { state, outbox };
  const refunds = openRefunds(bank);
  const faults = openFaults();
  const table = levers(bank, refunds);
  const api = rest(bank, refunds, faults);
  const origin = `http://${RAZORPAY_HOST}:${port}`;

  const host = new Hono({ strict: false });
  host.route("/", checkout(bank));
  host.route("/", dashboard(bank, table));
  host.route("/v1", api);
  const controls = new Hono({ strict: false });
  controls.route("/razorpay/v1", api);
  controls.route(
    "/razorpay",
    // Whoever cannot look up names reaches the API by number.
    control(bank, table, faults, {
      apiUrl: `http://127.0.0.1:${port}/razorpay`,
      checkoutUrl: `${origin}/v1/checkout.js`,
    }),
  );
  return {
    host,
    control: controls,
    close() {
      outbox.close();
      state.flush();
    },
  };
}
