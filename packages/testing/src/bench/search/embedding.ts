import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { EmbedRequest, EmbedResponse } from "@stylegence/clients/embedder/port";
import { hash26 } from "@stylegence/core/platform/hash";
import { bundle, KEPT } from "./bundles.ts";
import { bodyOf, startFunction } from "./lambda-host.ts";

/** Garments' vectors are kept by text: making 66,000 takes longer than everything else. */
const FILE = path.join(KEPT, "vectors.bin");
const KEY = 26;
const DIMENSION = 384;
const RECORD = KEY + DIMENSION * 4;

export interface Embedding {
  /** The environment by which clients of AWS find it. */
  env: Record<string, string>;
  /** Vectors that the model made in this run, and how long it was at it. */
  made: { vectors: number; ms: number };
  close(): void;
}

/** Lambda's Invoke with the deployed embedder behind it, which vectors of garments that are kept from a former run are spared. */
export async function startEmbedding(environments = 1): Promise<Embedding> {
  const { embedder } = await bundle();
  const host = await startFunction({ dir: embedder, env: {}, environments });
  const kept = load();
  const made = { vectors: 0, ms: 0 };
  const server = createServer((request, response) => {
    const answer = async () => {
      const asked = JSON.parse(await bodyOf(request)) as EmbedRequest;
      const missing = asked.kind === "query" ? asked.texts : asked.texts.filter((text) => !kept.has(hash26(text)));
      const started = performance.now();
      const text = missing.length > 0 ? await host.invoke({ ...asked, texts: missing }) : "";
      made.vectors += missing.length;
      made.ms += performance.now() - started;
      response.writeHead(200, { "content-type": "application/json" });
      response.end(asked.kind === "query" ? text : whole(asked, missing, text, kept));
    };
    answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = {
    ...{ AWS_ENDPOINT_URL_LAMBDA: url, AWS_REGION: "ap-south-1", EMBEDDER_FUNCTION: "embedder" },
    ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
  };
  return {
    env,
    made,
    close() {
      host.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

function whole(asked: EmbedRequest, missing: readonly string[], text: string, kept: Map<string, Float32Array>): string {
  const fresh = text === "" ? [] : (JSON.parse(text) as EmbedResponse).vectors;
  missing.forEach((one, at) => {
    keep(kept, one, fresh[at]!);
  });
  const vectors = asked.texts.map((one) => [...kept.get(hash26(one))!]);
  return JSON.stringify({ model: "bge-small-en-v1.5-q", dimension: DIMENSION, vectors });
}

function keep(kept: Map<string, Float32Array>, text: string, values: number[]): void {
  const key = hash26(text);
  const vector = Float32Array.from(values);
  kept.set(key, vector);
  appendFileSync(FILE, Buffer.concat([Buffer.from(key, "latin1"), Buffer.from(vector.buffer)]));
}

function load(): Map<string, Float32Array> {
  mkdirSync(KEPT, { recursive: true });
  const bytes = existsSync(FILE) ? readFileSync(FILE) : Buffer.alloc(0);
  const found = new Map<string, Float32Array>();
  for (let at = 0; at + RECORD <= bytes.length; at += RECORD) {
    const floats = new Float32Array(bytes.buffer.slice(bytes.byteOffset + at + KEY, bytes.byteOffset + at + RECORD));
    found.set(bytes.toString("latin1", at, at + KEY), floats);
  }
  return found;
}
