import { createHash } from "node:crypto";
import { s3Objects } from "@stylegence/clients/objects/s3";
import type { Queue } from "@stylegence/clients/queue/port";
import { sqsQueue } from "@stylegence/clients/queue/sqs";
import type { FetchResult } from "@stylegence/crawler/fetch-result";
import { type Image, image } from "../catalog/image.entity.ts";
import type { ImageFound } from "../catalog/image.events.ts";
import * as Product from "../catalog/product.ts";
import { fetchAs } from "../crawl/web.ts";
import { textOfGarment } from "../embedding/garment.ts";
import { readsPictures } from "../embedding/provider.ts";
import { request } from "../embedding/request.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { type Write, write } from "../platform/transaction.ts";
import { type Rendered, render } from "./rendition.ts";
import { takeTurn } from "./turn.ts";

const TIMEOUT_MS = 12_000;
const MAX_BYTES = 12 * 1024 * 1024;
const ACCEPTED = ["image/avif", "image/webp", "image/jpeg", "image/png", "image/gif"];
/** A rendition never changes under its key. */
const CACHE_CONTROL = "public, max-age=31536000, immutable";
const MAX_ERROR = 300;

export type Stored = "stored" | "stored_before" | "linked" | "later" | "failed" | "gone";

/**
 * Fetches a picture of a garment once, in its turn, and stores its renditions under keys that lead to nothing else, so that a
 * repetition changes nothing. What the shop refuses for good marks the picture as failed; one whose turn is far off goes back to
 * the queue. `slotAt` is a turn reserved before. Throws `unavailable` when a later try may go better.
 */
export async function store(groupId: string, imageId: string, slotAt?: number): Promise<Stored> {
  const found = await locate(groupId, imageId);
  if (!found) return "gone";
  if (found.status === "stored") return "stored_before";
  const turn = await takeTurn(found.url, slotAt);
  if (turn.kind === "link") return "linked";
  if (turn.kind === "later") return later(found, turn);
  try {
    const bytes = await download(found.url);
    const rendered = await render(bytes);
    const renditions = await upload(imageId, rendered);
    const { width, height, dominantColour } = rendered;
    const contentHash = createHash("sha256").update(bytes).digest("hex");
    return note(found, { status: "stored", width, height, dominantColour, renditions, contentHash });
  } catch (error) {
    if (!(error instanceof DomainError) || error.retry) throw error;
    return note(found, { status: "failed", lastError: error.message.slice(0, MAX_ERROR) });
  }
}

let queue: Queue | undefined;

const MAX_DELAY_S = 900;
/** Rather early than late: the worker waits for the moment itself. */
const EARLY_S = 4;

async function later({ groupId, imageId }: Image, turn: { slotAt?: number; waitMs: number }): Promise<"later"> {
  const delaySeconds = Math.min(MAX_DELAY_S, Math.max(0, Math.floor(turn.waitMs / 1000) - EARLY_S));
  const body: ImageFound = { groupId, imageId, ...(turn.slotAt === undefined ? {} : { slotAt: turn.slotAt }) };
  queue ??= sqsQueue();
  const failed = await queue.send(context().config.MEDIA_QUEUE_URL, [body], { delaySeconds });
  if (failed.length > 0) throw new DomainError("unavailable", "The queue took no message.", { context: { failed } });
  return "later";
}

/** The picture where it is now: a merge may have taken it to another group. */
async function locate(groupId: string, imageId: string): Promise<Image | null> {
  const { data } = await image().get({ groupId, imageId }).go({ consistent: true });
  if (data) return data;
  const current = await Product.resolve(groupId);
  if (current === groupId) return null;
  return (await image().get({ groupId: current, imageId }).go({ consistent: true })).data;
}

async function download(url: string): Promise<Uint8Array> {
  const result = await fetchAs(url, { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, accept: ACCEPTED });
  if (result.kind === "ok") return result.body;
  throw refusal(result);
}

function refusal(result: Exclude<FetchResult, { kind: "ok" }>): DomainError {
  const status = "status" in result ? result.status : null;
  const isPassing =
    result.kind === "timeout" ||
    result.kind === "network" ||
    (result.kind === "http_error" && (status === 408 || status === 425 || status === 429 || (status ?? 0) >= 500));
  const details = { context: { url: result.url, kind: result.kind, status } };
  if (isPassing) return new DomainError("unavailable", "The shop does not give its picture now.", details);
  const reason = "reason" in result ? result.reason : (status ?? "");
  return new DomainError("invalid", `The shop gave no picture: ${result.kind} ${reason}`.trim(), details);
}

async function upload(imageId: string, { renditions }: Rendered): Promise<{ width: number; key: string }[]> {
  const bucket = s3Objects(context().config.MEDIA_BUCKET);
  return Promise.all(
    renditions.map(async ({ width, body }) => {
      const key = `p/${imageId}/${width}.webp`;
      await bucket.put(key, body, { contentType: "image/webp", cacheControl: CACHE_CONTROL });
      return { width, key };
    }),
  );
}

type Noted = Pick<Image, "status"> & Partial<Image>;

/** Stores what became of a picture, and counts the change of its group so that it is indexed again. */
async function note(found: Image, change: Noted): Promise<Stored> {
  const { imageId } = found;
  const updatedAt = context().now().toISOString();
  let outcome: Stored = change.status === "stored" ? "stored" : "failed";
  await Product.change(found.groupId, (product): Write[] | null => {
    const current = product.images.find((one) => one.imageId === imageId);
    if (!current) outcome = "gone";
    if (!current || current.status === "stored") return null;
    const patch = write(
      image()
        .patch({ groupId: found.groupId, imageId })
        .set({ ...change, updatedAt }),
    );
    return [patch, ...embedAgain(product, current, change)];
  });
  return outcome;
}

/** A garment's first picture changes its vector where the model reads pictures. */
function embedAgain(product: Product.Product, current: Image, { renditions }: Noted): Write[] {
  const first = product.images.find((one) => one.status === "stored" || one.imageId === current.imageId);
  const imageKey = renditions?.at(-1)?.key;
  if (!imageKey || first?.imageId !== current.imageId || !readsPictures()) return [];
  return request({ type: "productGroup", id: current.groupId }, { text: textOfGarment(product), imageKey });
}
