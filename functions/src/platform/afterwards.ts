import { Agent, type IncomingHttpHeaders, request } from "node:http";

const NAME = "afterwards";
const underWay = new Set<Promise<unknown>>();
const running = new Map<string, { done: Promise<void>; end: () => void }>();
/** Somebody hears of invocations, and takes them off the list. */
let isAwake = false;

/** Work that an answer does not wait for. It must not reject. */
export function afterwards(work: Promise<void>): void {
  underWay.add(work);
  void work.finally(() => underWay.delete(work));
}

/** Resolves once nothing is under way that `afterwards` was given. */
export async function settled(): Promise<void> {
  while (underWay.size > 0) await Promise.all(underWay);
}

/** Runs a function's handler, and tells when its invocation has ended. */
export async function invoked<T>(requestId: string, handle: () => Promise<T>): Promise<T> {
  if (!isAwake) return handle();
  const { end } = endOf(requestId);
  try {
    return await handle();
  } finally {
    end();
  }
}

/**
 * Makes this process an internal extension of its own function: Lambda hands an answer over as soon as there is one, and freezes the
 * environment only when the extension asks for the next event, which it does when nothing is under way any more. Must have come back before the first
 * invocation. False where nobody answers as Lambda would: then what is under way goes on while the environment runs.
 */
export async function keepAwake(api: string | undefined = process.env.AWS_LAMBDA_RUNTIME_API): Promise<boolean> {
  if (!api) return false;
  try {
    const { headers } = await call(
      api,
      "POST",
      "/register",
      { "lambda-extension-name": NAME },
      '{"events":["INVOKE"]}',
    );
    const id = headers["lambda-extension-identifier"];
    if (typeof id !== "string") return false;
    isAwake = true;
    void follow(api, id);
    return true;
  } catch {
    return false;
  }
}

async function follow(api: string, id: string): Promise<void> {
  try {
    for (;;) {
      const { body } = await call(api, "GET", "/event/next", { "lambda-extension-identifier": id });
      const { eventType, requestId } = JSON.parse(body) as { eventType: string; requestId: string };
      if (eventType !== "INVOKE") return;
      await endOf(requestId).done;
      running.delete(requestId);
      await settled();
    }
  } catch {
    // Whoever gave the events is gone, and the environment with it.
  } finally {
    isAwake = false;
  }
}

/** Either the extension or the handler hears of an invocation first. */
function endOf(requestId: string): { done: Promise<void>; end: () => void } {
  const known = running.get(requestId);
  if (known) return known;
  const { promise, resolve } = Promise.withResolvers<void>();
  const made = { done: promise, end: resolve };
  running.set(requestId, made);
  return made;
}

const agent = new Agent({ keepAlive: true });

/** The next event may be a day away: this waits without end. */
function call(
  api: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body = "",
): Promise<{ headers: IncomingHttpHeaders; body: string }> {
  return new Promise((resolve, reject) => {
    const url = `http://${api}/2020-01-01/extension${path}`;
    const sent = request(url, { method, headers, agent }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => {
        text += part;
      });
      answer.on("error", reject);
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve({ headers: answer.headers, body: text });
        else reject(new Error(`${path} answered ${answer.statusCode}`));
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
