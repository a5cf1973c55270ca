import type { PushDevice, PushDevices, PushSubscriptionInput } from "@stylegence/contracts/notification";
import { call } from "../account/api.ts";

/**
 * `unsupported`: this browser can't, or this stage sends none; `blocked`: the person said no, and only they can change that in the browser's
 * settings; `off` and `on`: whether this browser shows notifications of who is signed in.
 */
export type PushState = "unsupported" | "blocked" | "off" | "on";

const WORKER = "/push-worker.js";
/** Which of the shopper's browsers this is: there is no other way to know once the browser has forgotten. */
const KEPT = "push-subscription";

/** How it is in this browser now. */
export async function pushState(): Promise<PushState> {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return "unsupported";
  if (Notification.permission === "denied") return "blocked";
  const { publicKey, items } = await call<PushDevices>("GET", "/me/push-subscriptions");
  if (publicKey === null) return "unsupported";
  const isKnown = items.some(({ subscriptionId }) => subscriptionId === localStorage.getItem(KEPT));
  return isKnown && (await subscription()) !== null ? "on" : "off";
}

/** Lets this browser show notifications; asks the person where they were not asked before. Call it from a press of theirs. */
export async function turnOn(label?: string): Promise<PushState> {
  const permission = await Notification.requestPermission();
  if (permission !== "granted") return permission === "denied" ? "blocked" : "off";
  const { publicKey } = await call<PushDevices>("GET", "/me/push-subscriptions");
  if (publicKey === null) return "unsupported";
  const made = await subscribe(publicKey);
  const { endpoint, keys } = made.toJSON() as PushSubscriptionInput;
  const body: PushSubscriptionInput = { endpoint, keys, ...(label && { label }) };
  const { subscriptionId } = await call<PushDevice>("POST", "/me/push-subscriptions", { body });
  localStorage.setItem(KEPT, subscriptionId);
  return "on";
}

/** Lets this browser show them no more. Call it before a sign-out: whoever signs in next must not see what is the other's. */
export async function turnOff(): Promise<void> {
  const id = localStorage.getItem(KEPT);
  localStorage.removeItem(KEPT);
  const [here] = await Promise.all([subscription(), id && call("DELETE", `/me/push-subscriptions/${id}`)]);
  await here?.unsubscribe();
}

async function subscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

async function subscribe(applicationServerKey: string): Promise<PushSubscription> {
  await navigator.serviceWorker.register(WORKER);
  const { pushManager } = await navigator.serviceWorker.ready;
  const old = await pushManager.getSubscription();
  // Of another key, which this stage can't send with.
  if (old && keyOf(old) !== applicationServerKey) await old.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}
