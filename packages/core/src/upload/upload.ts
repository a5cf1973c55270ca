import type { Links, UploadLinks } from "@stylegence/clients/files/port";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { hash26 } from "../platform/hash.ts";
import { message } from "../platform/outbox.ts";
import { onConflict } from "../platform/retry.ts";
import { type Write, write } from "../platform/transaction.ts";
import { actingShopper } from "../shopper/shopper.ts";
import { commitFor } from "../wishlist/alive.ts";
import { fileKey, quarantineKey } from "./places.ts";
import { dueIn, find, next } from "./row.ts";
import { type Upload, upload, uploadQuota } from "./upload.entity.ts";

export type { Upload };

export interface Announced {
  /** Of the client's own: the same again is the same upload. */
  key: string;
  kind: Upload["kind"];
  contentType: string;
  /** Exact length. */
  bytes: number;
  /** Hexadecimal. */
  sha256?: string | undefined;
}

export interface Put {
  url: string;
  headers: Record<string, string>;
}

const ADDRESS_S = 900;
const LINK_S = 300;
const DAY_S = 86_400;
/** Of one shopper in a day of UTC. */
const MAX_A_DAY = 30;
const MAX_BYTES_A_DAY = 150_000_000;

/**
 * Begins an upload of the acting shopper's, or goes on with one of the same key, and says where its file is to be sent. Throws
 * `conflict` where the key stands for another file, `rate_limited` above 30 files or 150 MB a day.
 */
export async function begin(
  wanted: Announced,
  links: () => Promise<UploadLinks>,
): Promise<{ upload: Upload; put: Put | null }> {
  const userId = actingShopper();
  const uploadId = `upl_${hash26(`${userId} ${wanted.key}`)}`;
  const found = await onConflict(async () => {
    const known = await find(userId, uploadId);
    if (known) return known;
    const made = rowOf(userId, uploadId, wanted);
    await refuseAbove(userId, wanted.bytes);
    await commitFor(userId, [write(upload().create(made)), quotaOf(userId, wanted.bytes)]);
    return made;
  });
  const { kind, contentType, bytes, sha256 } = found;
  if (
    kind !== wanted.kind ||
    contentType !== wanted.contentType ||
    bytes !== wanted.bytes ||
    sha256 !== wanted.sha256
  ) {
    throw new DomainError("conflict", "This key stands for another file.", { retry: false });
  }
  if (found.state !== "waiting") return { upload: found, put: null };
  const signer = await links();
  const put = await signer.put(quarantineKey(userId, uploadId), { seconds: ADDRESS_S, contentType, bytes, sha256 });
  return { upload: found, put };
}

function rowOf(userId: string, uploadId: string, { kind, contentType, bytes, sha256 }: Announced): Upload {
  const at = context().now();
  return {
    ...{ userId, uploadId, rev: 1, kind, state: "waiting", contentType, bytes, sha256, claims: [] },
    ...{ createdAt: at.toISOString(), updatedAt: at.toISOString() },
    ...dueIn(null),
    expiresAt: Math.floor(at.getTime() / 1000) + DAY_S,
  };
}

const today = () => context().now().toISOString().slice(0, 10);

async function refuseAbove(userId: string, bytes: number): Promise<void> {
  const { data } = await uploadQuota().get({ userId, day: today() }).go({ consistent: true });
  if ((data?.count ?? 0) < MAX_A_DAY && (data?.bytes ?? 0) + bytes <= MAX_BYTES_A_DAY) return;
  throw new DomainError("rate_limited", `${MAX_A_DAY} files can be sent in a day. Come back tomorrow.`);
}

/** Refused above the limits; `refuseAbove` says why. */
function quotaOf(userId: string, bytes: number): Write {
  const expiresAt = Math.floor(context().now().getTime() / 1000) + 2 * DAY_S;
  return write(
    uploadQuota()
      .upsert({ userId, day: today() })
      .set({ expiresAt })
      .add({ count: 1, bytes })
      .where((sent, { lt, lte, notExists }) => {
        const room = `${lt(sent.count, MAX_A_DAY)} AND ${lte(sent.bytes, MAX_BYTES_A_DAY - bytes)}`;
        return `${notExists(sent.count)} OR (${room})`;
      }),
  );
}

/** The file was sent: has it looked at. Says where the upload stands; again it changes nothing. Throws `not_found`. */
export async function complete(uploadId: string): Promise<Upload> {
  const userId = actingShopper();
  return onConflict(async () => {
    const known = await mine(userId, uploadId);
    if (known.state !== "waiting") return known;
    const change = { state: "pending", expiresAt: undefined } as const;
    await commitFor(userId, [next(known, change), message("upload", { kind: "check", userId, uploadId })]);
    return { ...known, ...change, rev: known.rev + 1 };
  });
}

/** An upload of the acting shopper's, with an address to look at it that is good for five minutes. Throws `not_found`. */
export async function read(uploadId: string, links: () => Promise<Links>): Promise<Upload & { url: string | null }> {
  const userId = actingShopper();
  const found = await mine(userId, uploadId);
  const file = found.files?.at(-1);
  if (found.state !== "validated" || !file) return { ...found, url: null };
  const key = fileKey(userId, uploadId, file.name);
  return { ...found, url: await (await links()).to(key, { seconds: LINK_S, fileName: file.name }) };
}

async function mine(userId: string, uploadId: string): Promise<Upload> {
  const found = await find(userId, uploadId);
  if (!found) throw notFound({ uploadId });
  return found;
}
