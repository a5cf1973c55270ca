import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { loadOnnxModel } from "@stylegence/clients/embedder/onnx";
import type { EmbedRequest } from "@stylegence/clients/embedder/port";
import * as Model from "../../local/src/parts/model.ts";

export interface EmbedderServer {
  functionName: string;
  /** Texts that were embedded so far. */
  embedded: string[];
  /** While set, every call is answered with this status. */
  failWith: number | null;
  close(): Promise<void>;
}

/**
 * Lambda's Invoke over HTTP with the packaged model behind it. The clients of this process find it by the environment, as they
 * find any emulator.
 */
export async function startEmbedderServer(): Promise<EmbedderServer> {
  const model = await loadOnnxModel(await Model.prepare());
  const state: EmbedderServer = { functionName: "embedder", embedded: [], failWith: null, close: async () => {} };
  const server = createServer(async (request, response) => {
    if (state.failWith) {
      response.writeHead(state.failWith, {
        "content-type": "application/json",
        "x-amzn-errortype": "ServiceException",
      });
      response.end('{"Message":"told to fail"}');
      return;
    }
    const { texts, kind } = JSON.parse(await bodyOf(request)) as EmbedRequest;
    state.embedded.push(...texts);
    const vectors = await model.embed(texts, kind);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(
      JSON.stringify({ model: model.name, dimension: model.dimension, vectors: vectors.map((vector) => [...vector]) }),
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  process.env.AWS_ENDPOINT_URL_LAMBDA = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.AWS_REGION = "ap-south-1";
  process.env.AWS_ACCESS_KEY_ID = "test";
  process.env.AWS_SECRET_ACCESS_KEY = "test";
  state.close = () =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return state;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
