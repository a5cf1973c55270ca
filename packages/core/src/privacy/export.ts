import { randomBytes } from "node:crypto";
import type { Links } from "@stylegence/clients/files/port";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { message } from "../platform/outbox.ts";
import { type Page, pageOf } from "../platform/page.ts";
import { commit, write } from "../platform/transaction.ts";
import { refuseImpersonator } from "../shopper/row.ts";
import { actingShopper, unlessDeleted } from "../shopper/shopper.ts";
import { type DataExport, dataExport, exportTurn } from "./export.entity.ts";
import { exportsOf } from "./places.ts";

export type { DataExport };

/** A shopper may ask for one in this time. */
const TURN_S = 3600;
/** The bucket's own rule for exports is no shorter. */
const KEPT_S = 3 * 86_400;
const LINK_S = 300;

/**
 * Begins an export of everything that is the acting shopper's. Throws `rate_limited` while one is being made and for an hour after one
 * was asked for, `forbidden` for somebody who acts as the shopper.
 */
export async function request(): Promise<DataExport> {
  const userId = actingShopper();
  refuseImpersonator();
  const { newId, now } = context();
  const at = now();
  const exportId = newId("exp");
  const item: DataExport = {
    userId,
    exportId,
    status: "running",
    objectKey: `${exportsOf(userId)}${randomBytes(24).toString("base64url")}.zip`,
    requestedAt: at.toISOString(),
    expiresAt: inSeconds(at, KEPT_S),
  };
  const freeAt = new Date(at.getTime() + TURN_S * 1000).toISOString();
  const turn = exportTurn()
    .put({ userId, exportId, freeAt, expiresAt: inSeconds(at, TURN_S) })
    .where((attr, { notExists, lte }) => `${notExists(attr.userId)} OR ${lte(attr.freeAt, at.toISOString())}`);
  try {
    await commit([
      write(turn),
      write(dataExport().create(item)),
      unlessDeleted(userId),
      message("privacy", { kind: "export", userId, exportId }),
    ]);
    return item;
  } catch (error) {
    if (!(error instanceof DomainError && error.code === "conflict")) throw error;
    throw new DomainError("rate_limited", "There can be one export an hour. The last one is in the list.", {
      cause: error,
    });
  }
}

/** Where an export stands: one that is not ready when the next may be asked for is not waited for. */
export function statusOf({ status, requestedAt }: DataExport): "running" | "ready" | "failed" {
  const isLate = Date.parse(requestedAt) + TURN_S * 1000 <= context().now().getTime();
  return status === "running" && isLate ? "failed" : status;
}

/** The acting shopper's exports, newest first. */
export async function list(page: Page = {}): Promise<{ items: DataExport[]; nextCursor: string | null }> {
  return pageOf(dataExport().query.primary({ userId: actingShopper() }), page);
}

/** One of the acting shopper's exports, with an address to fetch it from for minutes where it is ready. Throws `not_found`. */
export async function read(
  exportId: string,
  links: () => Promise<Links>,
): Promise<DataExport & { url: string | null }> {
  const found = await find(actingShopper(), exportId);
  if (!found || found.expiresAt * 1000 <= context().now().getTime()) throw notFound({ exportId });
  if (found.status !== "ready") return { ...found, url: null };
  const fileName = `stylegence-${found.requestedAt.slice(0, 10)}.zip`;
  return { ...found, url: await (await links()).to(found.objectKey, { seconds: LINK_S, fileName }) };
}

/** An export of a shopper, or null. Strongly consistent. */
export async function find(userId: string, exportId: string): Promise<DataExport | null> {
  const { data } = await dataExport().get({ userId, exportId }).go({ consistent: true });
  return data;
}

function inSeconds(from: Date, seconds: number): number {
  return Math.floor(from.getTime() / 1000) + seconds;
}
