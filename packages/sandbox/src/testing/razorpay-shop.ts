import type { Order, Payment } from "../razorpay/model.ts";
import type { Outcome } from "../razorpay/payments.ts";
import type { Sandbox } from "../server.ts";
import { ask } from "./ask.ts";

interface Said {
  status: number;
  body: unknown;
}

export interface Shop {
  keyId: string;
  keySecret: string;
  ask(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Said>;
  get(path: string): Promise<unknown>;
  order(change?: object): Promise<Order>;
  pay(orderId: string, outcome?: Outcome): Promise<{ payment: Payment; razorpay_signature: string }>;
  /** A payment of an order of its own that the bank has agreed to. */
  paid(): Promise<Payment>;
}

/** Pulls a lever of the local Razorpay. */
export async function lever(
  sandbox: Pick<Sandbox, "port">,
  method: string,
  path: string,
  json?: object,
): Promise<unknown> {
  const answer = await ask(sandbox, "sandbox", `/razorpay${path && `/${path}`}`, { method, ...(json && { json }) });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return JSON.parse(answer.text);
}

/** Somebody who sells through the sandbox's Razorpay, with its key. */
export async function openShop(sandbox: Pick<Sandbox, "port">): Promise<Shop> {
  const { keyId, keySecret } = (await lever(sandbox, "GET", "")) as Pick<Shop, "keyId" | "keySecret">;
  const authorization = `Basic ${btoa(`${keyId}:${keySecret}`)}`;
  const shop: Shop = {
    keyId,
    keySecret,
    async ask(method, path, body, headers = {}) {
      const asking = { method, headers: { authorization, ...headers }, ...(body && { json: body }) };
      const answer = await ask(sandbox, "razorpay", `/v1${path}`, asking);
      return { status: answer.status, body: JSON.parse(answer.text) };
    },
    async get(path) {
      return (await shop.ask("GET", path)).body;
    },
    async order(change = {}) {
      return (await shop.ask("POST", "/orders", { amount: 9900, currency: "INR", ...change })).body as Order;
    },
    async pay(orderId, outcome = "success") {
      const answer = await lever(sandbox, "POST", `orders/${orderId}/pay`, { outcome });
      return answer as Awaited<ReturnType<Shop["pay"]>>;
    },
    async paid() {
      return (await shop.pay((await shop.order()).id)).payment;
    },
  };
  return shop;
}
