import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import * as Audit from "../platform/audit.ts";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { hash26 } from "../platform/hash.ts";
import { message } from "../platform/outbox.ts";
import { commit, write } from "../platform/transaction.ts";
import { affiliateCallback, affiliateCallbackPart, type Callback, type CallbackState } from "./callback.entity.ts";
import type { RawPush } from "./report.ts";

export type { Callback, CallbackState };

const pack = promisify(deflateRaw);
const unpack = promisify(inflateRaw);

/** A push can't be asked for again: it is kept as long as its click. A page of a list can. */
const PUSH_KEPT_DAYS = 400;
const PAGE_KEPT_DAYS = 60;
/** An item of the table holds 400 KB. */
const PACKED_ABOVE = 32_000;
const MAX_PACKED = 300_000;

/** Stores a push as it came and has it read, in one transaction. Returns its id. */
export async function receive(network: string, raw: RawPush): Promise<string> {
  const callbackId = context().newId("cbk");
  const item = await itemOf(callbackId, network, "push", raw);
  await commit([write(affiliateCallback().create(item)), message("affiliate", { kind: "callback", callbackId })]);
  return callbackId;
}

/** Stores a page of a network's list; the same page again is the same one. */
export async function keepPage(network: string, page: string): Promise<Callback> {
  const callbackId = `cbk_${hash26(`${network} ${page}`)}`;
  const known = await find(callbackId);
  if (known) return known;
  const item = await itemOf(callbackId, network, "pull", { method: "", query: "", contentType: "", body: page });
  const parts = Math.ceil(item.body.length / MAX_PACKED);
  if (parts <= 1) return keep(item);
  for (let part = 0; part < parts; part++) {
    const body = item.body.slice(part * MAX_PACKED, (part + 1) * MAX_PACKED);
    await affiliateCallbackPart().put({ callbackId, part, body, expiresAt: item.expiresAt }).go();
  }
  return keep({ ...item, body: "", parts });
}

async function keep<T extends Callback>(item: T): Promise<T> {
  await affiliateCallback().put(item).go();
  return item;
}

async function itemOf(callbackId: string, network: string, source: Callback["source"], raw: RawPush) {
  const at = context().now();
  const days = source === "push" ? PUSH_KEPT_DAYS : PAGE_KEPT_DAYS;
  return {
    ...{ callbackId, network, source, method: raw.method, query: raw.query, contentType: raw.contentType },
    ...(await packed(raw.body)),
    state: "received" as const,
    receivedAt: at.toISOString(),
    expiresAt: Math.floor(at.getTime() / 1000) + days * 86_400,
  };
}

async function packed(body: string): Promise<{ body: string; packed?: boolean }> {
  if (body.length <= PACKED_ABOVE) return { body };
  return { body: (await pack(body)).toString("base64"), packed: true };
}

/** A stored payload, or null. Strongly consistent. */
export async function find(callbackId: string): Promise<Callback | null> {
  const { data } = await affiliateCallback().get({ callbackId }).go({ consistent: true });
  return data;
}

/** As `find`, but throws `not_found`. */
export async function read(callbackId: string): Promise<Callback> {
  const found = await find(callbackId);
  if (!found) throw notFound({ callbackId });
  return found;
}

/** What came, as it came. */
export async function rawOf(callback: Callback): Promise<RawPush> {
  const { method, query, contentType, packed } = callback;
  const body = await bodyOf(callback);
  const whole = packed ? (await unpack(Buffer.from(body, "base64"))).toString("utf8") : body;
  return { method, query, contentType, body: whole };
}

async function bodyOf({ callbackId, body, parts }: Callback): Promise<string> {
  if (!parts) return body;
  const { data } = await affiliateCallbackPart().query.primary({ callbackId }).go({ consistent: true, pages: "all" });
  const pieces = data.sort((a, b) => a.part - b.part).map((piece) => piece.body);
  if (pieces.length !== parts) throw notFound({ callbackId });
  return pieces.join("");
}

export type Settled = Pick<Callback, "state" | "reason" | "rows" | "changed">;

/** Notes what came of a payload. */
export async function settle(callback: Callback, settled: Settled): Promise<void> {
  const { reason: _, ...rest } = callback;
  const settledAt = context().now().toISOString();
  await affiliateCallback()
    .put({ ...rest, ...settled, settledAt })
    .go();
}

/** Of a network's in one state, the latest first. */
export async function list(network: string, state: CallbackState, limit = 50): Promise<Callback[]> {
  const { data } = await affiliateCallback().query.byState({ network, state }).go({ order: "desc", limit });
  return data;
}

/** All ids of a network's payloads in one state, the oldest first. */
export async function ids(network: string, state: CallbackState): Promise<string[]> {
  const { data } = await affiliateCallback()
    .query.byState({ network, state })
    .go({ pages: "all", attributes: ["callbackId"] });
  return data.map(({ callbackId }) => callbackId);
}

/**
 * Sets a parked payload aside for good: it is not looked at any more, and kept. Throws `not_found`, and `conflict` for one that is not
 * parked.
 */
export async function dismiss(callbackId: string, reason: string): Promise<Callback> {
  const callback = await read(callbackId);
  if (callback.state !== "parked") throw new DomainError("conflict", `It is ${callback.state}, not parked.`);
  const dismissed = { ...callback, state: "dismissed" as const, settledAt: context().now().toISOString() };
  await commit([
    write(affiliateCallback().put(dismissed)),
    Audit.record(`affiliate ${callback.network}`, "dismiss callback", { reason, details: { callbackId } }),
  ]);
  return dismissed;
}
