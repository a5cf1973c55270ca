import type { Upload, UploadInput, UploadKind, UploadStart, UploadType } from "@stylegence/contracts/upload";
import { subscribeOwn } from "../live/live.ts";
import { call } from "./api.ts";

/** Where the live connection says nothing. */
const ASK_MS = 4000;

/** Why a file can't be had, in words for its shopper. */
export class UploadFault extends Error {}

/** The same key again is the same upload. Throws as `call` does. */
export const beginUpload = (input: UploadInput) => call<UploadStart>("POST", "/me/uploads", { body: input });

/**
 * Sends a file and waits until it was looked at. The key names it: sent again under the same key it is not stored twice. Throws
 * UploadFault for a file that is refused, otherwise as `call` does.
 */
export async function upload(file: File, kind: UploadKind, key: string, signal: AbortSignal): Promise<Upload> {
  const started = await beginUpload({
    key,
    kind,
    contentType: file.type as UploadType,
    bytes: file.size,
    sha256: await hashOf(file),
  });
  const { put } = started;
  if (put) {
    const { ok } = await fetch(put.url, { method: "PUT", headers: put.headers, body: file, signal });
    if (!ok) throw new UploadFault("It did not arrive. Try again.");
  }
  const path = `/me/uploads/${encodeURIComponent(started.upload.uploadId)}`;
  const looked = await settled(await call<Upload>("POST", `${path}/complete`, { body: {} }), path, signal);
  if (looked.state === "rejected") throw new UploadFault(looked.reason ?? "It can't be used.");
  return looked;
}

async function hashOf(file: File): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const isSettled = ({ state }: Upload): boolean => state === "validated" || state === "rejected";

/** Asks again whenever something is told of the shopper's uploads, and now and then. */
function settled(first: Upload, path: string, signal: AbortSignal): Promise<Upload> {
  if (isSettled(first)) return Promise.resolve(first);
  return new Promise((done, fail) => {
    const ask = () => {
      call<Upload>("GET", path, { signal }).then(
        (now) => {
          if (isSettled(now)) end(() => done(now));
        },
        (error: unknown) => end(() => fail(error)),
      );
    };
    const timer = setInterval(ask, ASK_MS);
    const quiet = subscribeOwn("uploads", ask);
    const stop = () => end(() => fail(new DOMException("Left.", "AbortError")));
    signal.addEventListener("abort", stop);
    function end(act: () => void): void {
      clearInterval(timer);
      quiet();
      signal.removeEventListener("abort", stop);
      act();
    }
  });
}
