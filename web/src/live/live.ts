import type { LiveTicket } from "@stylegence/contracts/live";
import { ApiError, call } from "../account/api.ts";
import { isLikely, onChange, userId } from "../account/session.ts";
import { type Handler, Live, type Socket } from "./client.ts";

/** A page that nobody has looked at for so long needs no connection. */
const HIDDEN_MS = 300_000;

/** Whose the connection is; undefined before the first. */
let connectedAs: string | null | undefined;

const live = new Live({
  open: (query) => new WebSocket(`${location.origin.replace(/^http/, "ws")}/live${query}`) as Socket,
  ticket,
  later(ms, body) {
    const timer = setTimeout(body, ms);
    return () => clearTimeout(timer);
  },
});

async function ticket(): Promise<string | null> {
  const answer = isLikely() ? await call<LiveTicket>("POST", "/me/live-tickets").catch(signedOut) : null;
  connectedAs = answer ? userId() : null;
  return answer?.ticket ?? null;
}

function signedOut(error: unknown): null {
  if (error instanceof ApiError && error.status === 401) return null;
  throw error;
}

/** Follows a topic, `product:…` or `group:…`, until the function that is returned is called. */
export function subscribe(topic: string, handler: Handler): () => void {
  return live.subscribe(topic, handler);
}

/** Follows a topic of whoever is signed in, across signing in and out, until the function that is returned is called. */
export function subscribeOwn(
  kind: "wishlist" | "notifications" | "payments" | "rewards" | "uploads",
  handler: Handler,
): () => void {
  let end = () => {};
  const stop = onChange((shopper) => {
    end();
    end = shopper ? live.subscribe(`${kind}:${shopper.userId}`, handler) : () => {};
  });
  return () => {
    stop();
    end();
  };
}

onChange((shopper) => {
  if (connectedAs !== undefined && connectedAs !== (shopper?.userId ?? null)) live.renew();
});

let hiding: ReturnType<typeof setTimeout> | undefined;
document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.hidden) hiding = setTimeout(() => live.pause(), HIDDEN_MS);
  else live.resume();
});
// A page with an open connection is not kept for the way back.
addEventListener("pagehide", () => live.pause());
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) live.resume();
});
addEventListener("online", () => live.resume());
