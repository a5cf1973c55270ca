import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { context } from "../platform/context.ts";
import { hash26 } from "../platform/hash.ts";
import { embedder, isSetUp } from "./provider.ts";
import { fromBytes, toBytes } from "./vector.ts";

const KEPT_S = 30 * 86_400;
const MAX_IN_PROCESS = 500;

/** By model and text, the least recently used first. */
const recent = new Map<string, Float32Array>();

/**
 * A query's vector: from this process, from the table, or made within the budget of the configuration. Null when it is not to
 * be had in that time or at all; the search then goes by words alone. `text` is a normalised query.
 */
export async function get(text: string): Promise<Float32Array | null> {
  if (!isSetUp()) return null;
  const { config } = context();
  const key = `${config.EMBEDDING_MODEL} ${text}`;
  const known = recent.get(key);
  if (known) {
    remember(key, known);
    return known;
  }
  const signal = AbortSignal.timeout(config.QUERY_VECTOR_BUDGET_MS);
  const vector = await find(key, text, signal).catch(() => null);
  if (vector) remember(key, vector);
  return vector;
}

async function find(key: string, text: string, signal: AbortSignal): Promise<Float32Array | null> {
  const stored = await load(key, signal);
  if (stored) return stored;
  const { config } = context();
  const [made] = await embedder().texts([text], "query", { timeoutMs: config.QUERY_VECTOR_BUDGET_MS, signal });
  if (!made) return null;
  await store(key, made, signal).catch(() => undefined);
  return made;
}

function remember(key: string, vector: Float32Array): void {
  recent.delete(key);
  recent.set(key, vector);
  const oldest = recent.size > MAX_IN_PROCESS ? recent.keys().next().value : undefined;
  if (oldest !== undefined) recent.delete(oldest);
}

// Plain commands rather than an entity: search is the one function that must stay small, and ElectroDB would double it.

function keyOf(key: string): { pk: string; sk: string } {
  return { pk: `$stylegence#queryvector#${hash26(key)}`, sk: "$queryvector_1" };
}

async function load(key: string, signal: AbortSignal): Promise<Float32Array | null> {
  const { documents, config } = context();
  const { Item } = await documents.send(new GetCommand({ TableName: config.TABLE_NAME, Key: keyOf(key) }), {
    abortSignal: signal,
  });
  return Item?.vector instanceof Uint8Array ? fromBytes(Item.vector) : null;
}

async function store(key: string, vector: Float32Array, signal: AbortSignal): Promise<void> {
  const { documents, config, now } = context();
  const expiresAt = Math.floor(now().getTime() / 1000) + KEPT_S;
  const Item = { ...keyOf(key), vector: toBytes(vector), expiresAt };
  await documents.send(new PutCommand({ TableName: config.TABLE_NAME, Item }), { abortSignal: signal });
}
