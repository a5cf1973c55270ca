// The inside of an execution environment: what Lambda's Node runtime gives a function that streams its answer.
import path from "node:path";
import { Writable } from "node:stream";
import { pathToFileURL } from "node:url";

const STREAMS = Symbol.for("stylegence.streams");
const say = (message) => process.send?.(message);

globalThis.awslambda = {
  streamifyResponse: (body) => Object.assign(body, { [STREAMS]: true }),
  HttpResponseStream: {
    from(stream, meta) {
      say({ type: "meta", meta });
      return stream;
    },
  },
};

const [file, name] = split(process.env._HANDLER ?? "");
const handler = await load();

function split(value) {
  const at = value.lastIndexOf(".");
  return [value.slice(0, at), value.slice(at + 1)];
}

async function load() {
  try {
    const module = await import(pathToFileURL(path.resolve(`${file}.mjs`)).href);
    say({ type: "ready" });
    return module[name];
  } catch (error) {
    say({ type: "failed", error: String(error?.stack ?? error) });
    return null;
  }
}

/** Each chunk goes out at once; the next is taken when the channel has it. */
function answer() {
  return new Writable({
    write: (chunk, _encoding, done) => void process.send?.({ type: "chunk", chunk }, undefined, {}, done),
    final: (done) => void process.send?.({ type: "end" }, undefined, {}, done),
  });
}

async function buffered(event, context) {
  const result = await handler(event, context);
  const { statusCode = 200, headers = {}, cookies, body = "", isBase64Encoded = false } = result ?? {};
  say({ type: "meta", meta: { statusCode, headers, cookies } });
  say({ type: "chunk", chunk: Buffer.from(body, isBase64Encoded ? "base64" : "utf8") });
  say({ type: "end" });
}

process.on("message", ({ event }) => {
  const context = { awsRequestId: event.requestContext.requestId, getRemainingTimeInMillis: () => 10_000 };
  const run = handler[STREAMS] ? handler(event, answer(), context) : buffered(event, context);
  Promise.resolve(run).catch((error) => say({ type: "failed", error: String(error?.stack ?? error) }));
});
process.on("disconnect", () => process.exit(0));
