import type { Files } from "@stylegence/clients/files/port";
import * as Notification from "../notification/notification.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { commit, write } from "../platform/transaction.ts";
import { isDeleted, unlessDeleted } from "../shopper/shopper.ts";
import { archiveOf } from "./archive.ts";
import { type DataExport, dataExport } from "./export.entity.ts";
import { find } from "./export.ts";
import { dropUnlisted } from "./export-withdrawal.ts";
import { exportsOf } from "./places.ts";
import { holdings } from "./registry.ts";

export type Made = "made" | "known" | "deleted" | "taken back";

/**
 * Makes the zip of an export and tells its shopper. May be killed anywhere and called again: the zip then is made anew in the same
 * place. Nothing stays of one whose shopper was deleted meanwhile, or withdrew a consent.
 */
export async function make(userId: string, exportId: string, files: Files): Promise<Made> {
  if (await isDeleted(userId)) return drop(userId, files);
  const wanted = await find(userId, exportId);
  if (!wanted) return takeBack(userId, files);
  if (wanted.status !== "running") return "known";
  const archive = archiveOf(userId, holdings, files, context().now());
  await files.upload(wanted.objectKey, archive, { contentType: "application/zip" });
  const { items } = await files.list(wanted.objectKey);
  try {
    await finish(wanted, items[0]?.bytes ?? 0);
    return "made";
  } catch (error) {
    if (!(error instanceof DomainError && error.code === "conflict")) throw error;
    if (await isDeleted(userId)) return drop(userId, files);
    const there = await find(userId, exportId);
    if (!there) return takeBack(userId, files);
    if (there.status === "ready") return "known";
    throw error;
  }
}

async function finish({ userId, exportId }: DataExport, bytes: number): Promise<void> {
  const made = dataExport()
    .patch({ userId, exportId })
    .set({ status: "ready", readyAt: context().now().toISOString(), bytes })
    .where(({ status }, { eq }) => eq(status, "running"));
  await commit([
    write(made),
    unlessDeleted(userId),
    ...Notification.writes({
      userId,
      kind: "export_ready",
      key: `export ${exportId}`,
      title: "Your data is ready",
      body: "The file that you asked for can be downloaded for three days.",
      href: "/privacy",
    }),
  ]);
}

async function drop(userId: string, files: Files): Promise<Made> {
  while ((await files.clear(exportsOf(userId))) > 0);
  return "deleted";
}

async function takeBack(userId: string, files: Files): Promise<Made> {
  await dropUnlisted(userId, files);
  return "taken back";
}
