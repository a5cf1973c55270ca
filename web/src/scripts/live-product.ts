import { subscribe } from "../live/live.ts";
import { pageAt, replaceRegions } from "./regions.ts";

/** After the page itself has come to rest: who looks for a second only needs no connection. */
const START_MS = 1500;
/** Changes that come together are shown together, and not by all browsers in the same moment. */
const TOGETHER_MS = 300;
const AGAIN_MS = 1000;
const TRIES = 4;

const page = document.querySelector<HTMLElement>("[data-live-product]");
const status = document.getElementById("live-status");

let wanted = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;

const shown = (root: HTMLElement): number => Number(root.dataset.rev);
const saidBy = (): string => document.querySelector<HTMLElement>("[data-said]")?.dataset.said ?? "";

function follow(root: HTMLElement): void {
  subscribe(`product:${root.dataset.liveProduct}`, (news) => {
    if (news.type === "refused") return;
    const data = news.type === "event" ? news.data : news.state;
    wanted = Math.max(wanted, Number(data?.rev ?? 0));
    if (wanted > shown(root)) show(root, 1);
  });
}

function show(root: HTMLElement, attempt: number): void {
  clearTimeout(waiting);
  const pause = attempt > 1 ? AGAIN_MS * attempt : TOGETHER_MS;
  waiting = setTimeout(() => void refresh(root, attempt), pause * (1 + Math.random()));
}

/** Puts what the server shows now in the place of what is on screen. */
async function refresh(root: HTMLElement, attempt: number): Promise<void> {
  const address = location.href;
  const fresh = await pageAt(addressOf(address, attempt)).catch(() => null);
  const made = fresh?.querySelector<HTMLElement>("[data-live-product]");
  const isSame = made?.dataset.liveProduct === root.dataset.liveProduct;
  // Another choice was made meanwhile, or the page that came is older than what was told of.
  const isLate = address !== location.href || !made || (isSame && shown(made) < wanted);
  if (isLate) {
    if (attempt < TRIES) show(root, attempt + 1);
    return;
  }
  const before = saidBy();
  replaceRegions(fresh!, "[data-live]");
  document.dispatchEvent(new Event("regions"));
  announce(before);
  const { liveProduct, rev } = made.dataset;
  Object.assign(root.dataset, { liveProduct, rev });
  // The garment was merged into another, which goes on here.
  if (!isSame) {
    wanted = Number(rev);
    follow(root);
  }
}

/** The change's number keeps a stored older page from being answered, and lets all who ask share one that is new. */
function addressOf(address: string, attempt: number): string {
  const url = new URL(address);
  url.searchParams.set("live", attempt > 1 ? `${wanted}.${attempt}` : String(wanted));
  url.hash = "";
  return url.href;
}

function announce(before: string): void {
  const now = saidBy();
  if (now === before) return;
  if (status) status.textContent = now;
  document.querySelector("[data-said]")?.classList.add("fresh");
}

if (page) setTimeout(() => follow(page), START_MS);
