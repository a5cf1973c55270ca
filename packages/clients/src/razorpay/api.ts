import RazorpayClient from "razorpay";
import type * as z from "zod/mini";
import { kindOf, ServiceError } from "../service-error.ts";
import type { Razorpay } from "./port.ts";
import { PaymentEntity, RefundEntity } from "./reported.ts";

export interface RazorpayAccess {
  keyId: string;
  keySecret: string;
  /** Without a path. */
  apiUrl: string;
}

/** Shorter than any function that waits for it lives. */
const TIMEOUT_MS = 6000;
const MAX_REFUNDS = 100;
/** Razorpay's limit of a note. */
const MAX_NOTE = 256;

/** Razorpay over its own package. */
export function razorpayApi(access: RazorpayAccess, { timeoutMs = TIMEOUT_MS } = {}): Razorpay {
  const client = clientOf(access, timeoutMs);
  return {
    createOrder: ({ amount, currency, receipt, notes }) =>
      asked(
        () => client.orders.create({ amount, currency, receipt, notes }),
        ({ id }) => id,
      ),
    paymentsOf: (orderId) =>
      asked(
        () => client.orders.fetchPayments(orderId),
        ({ items }) => items.map(read(PaymentEntity)),
      ),
    payment: (paymentId) => asked(() => client.payments.fetch(paymentId), read(PaymentEntity)),
    refundsOf: (paymentId) =>
      asked(
        () => client.payments.fetchMultipleRefund(paymentId, { count: MAX_REFUNDS }),
        ({ items }) => items.map(read(RefundEntity)),
      ),
    refund(paymentId, { refundId, amount, reason }) {
      // The package lets no header through with a call, only with a client.
      const once = clientOf(access, timeoutMs, { "X-Refund-Idempotency": refundId });
      const notes = { refundId, reason: reason.slice(0, MAX_NOTE) };
      return asked(() => once.payments.refund(paymentId, { amount, receipt: refundId, notes }), read(RefundEntity));
    },
  };
}

interface Failed {
  response?: { status: number; data: { error: { code: string; description: string } } };
  code?: string;
  message: string;
}

/** What is used of the HTTP client inside of the package. */
interface Http {
  defaults: { baseURL?: string; timeout?: number; headers: { common: Record<string, string> } };
  interceptors: { response: { use(done: undefined, failed: (error: Failed) => Promise<never>): void } };
}

function clientOf(
  { keyId, keySecret, apiUrl }: RazorpayAccess,
  timeoutMs: number,
  headers: Record<string, string> = {},
) {
  const client = new RazorpayClient({ key_id: keyId, key_secret: keySecret });
  const { rq } = (client as unknown as { api: { rq: Http } }).api;
  rq.defaults.baseURL = apiUrl;
  rq.defaults.timeout = timeoutMs;
  Object.assign(rq.defaults.headers.common, headers);
  // The package reads the answer of whatever failed, and breaks where nothing answered.
  rq.interceptors.response.use(undefined, (error) => {
    const { code = "", message } = error;
    error.response ??= { status: 0, data: { error: { code, description: message } } };
    return Promise.reject(error);
  });
  return client;
}

async function asked<A, T>(ask: () => Promise<A>, answer: (given: A) => T): Promise<T> {
  let given: A;
  try {
    given = await ask();
  } catch (cause) {
    throw explain(cause);
  }
  return answer(given);
}

const read =
  <T>(shape: z.ZodMiniType<T>) =>
  (given: unknown): T => {
    const parsed = shape.safeParse(given);
    if (parsed.success) return parsed.data;
    const fields = parsed.error.issues.map(({ path }) => path.join(".")).join();
    throw new ServiceError("razorpay", "unavailable", `answered what can't be read: ${fields}`);
  };

function explain(cause: unknown): ServiceError {
  const { statusCode = 0, error } = cause as { statusCode?: number; error?: { code?: string; description?: string } };
  const code = error?.code ?? "";
  const message = [statusCode || "", code, error?.description].filter(Boolean).join(" ") || "no answer";
  // A key that is not taken is ours to mend: what was asked for is as good as before.
  const failure = statusCode === 401 || statusCode === 403 ? "unavailable" : kindOf(statusCode);
  if (statusCode > 0) return new ServiceError("razorpay", failure, message, { status: statusCode, cause });
  const kind = code === "ECONNABORTED" || code === "ETIMEDOUT" ? "timeout" : "unavailable";
  return new ServiceError("razorpay", kind, message, { cause });
}
