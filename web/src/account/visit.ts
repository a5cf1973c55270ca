import { call } from "./api.ts";

/** The API lets a visit go on for half an hour without word. */
const AGAIN_MS = 10 * 60_000;
const KEPT = "visit";

let noted: Promise<void> | undefined;

/** Tells the API that the shopper is here, once a page and at most every ten minutes: what fell "since the last visit" goes by it. */
export function visit(): Promise<void> {
  noted ??= note().catch(() => undefined);
  return noted;
}

async function note(): Promise<void> {
  if (Date.now() - Number(sessionStorage.getItem(KEPT) ?? 0) < AGAIN_MS) return;
  await call("POST", "/me/visits");
  sessionStorage.setItem(KEPT, String(Date.now()));
}
