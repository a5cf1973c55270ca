import type { ProductResponse } from "@stylegence/contracts/product";
import type { Wish } from "@stylegence/contracts/wishlist";
import { call } from "../account/api.ts";
import { isLikely, onChange, signIn } from "../account/session.ts";
import { createClient } from "../api/client.ts";
import { isSettled, known, variantFor } from "../features/wishlist/choice.ts";
import { announce } from "../ui/announce.ts";
import { sentence } from "../ui/failure.ts";

/** As many as one page of the list holds: what is wished for longer is seen once its heart is pressed. */
const NEWEST = 50;
const RESUME = /^#wish=(prd_\w+)$/;

const api = createClient((path, init) => fetch(path, init));
/** Product to what of it is wished for, as far as is known. */
const wished = new Map<string, Set<string>>();

const hearts = () => [...document.querySelectorAll<HTMLButtonElement>("[data-wish]")];

function mark(): void {
  for (const heart of hearts()) heart.ariaPressed = String((wished.get(heart.dataset.wish!)?.size ?? 0) > 0);
}

function keep({ variantId, product: { groupId } }: Wish): void {
  wished.set(groupId, (wished.get(groupId) ?? new Set()).add(variantId));
}

function drop(groupId: string, variantId: string): void {
  wished.get(groupId)?.delete(variantId);
  mark();
}

async function wishesFor(groupId: string): Promise<void> {
  const { items } = await call<{ items: Wish[] }>("GET", "/me/wishlist", { query: { groupId } });
  wished.delete(groupId);
  for (const wish of items) keep(wish);
  mark();
}

async function learn(): Promise<void> {
  const shown = new Set(hearts().map((heart) => heart.dataset.wish!));
  if (shown.size === 0) return;
  const { items } = await call<{ items: Wish[] }>("GET", "/me/wishlist", { query: { limit: NEWEST } });
  for (const wish of items) keep(wish);
  const page = document.querySelector<HTMLElement>("[data-live-product]")?.dataset.liveProduct;
  if (page && !wished.has(page)) await wishesFor(page);
  mark();
}

/** The size and colour that the page shows, where it is the product's own. */
function shownChoice(groupId: string) {
  const isOwn = document.querySelector<HTMLElement>("[data-live-product]")?.dataset.liveProduct === groupId;
  const search = new URLSearchParams(isOwn ? location.search : "");
  return { colour: search.get("colour") ?? "", size: search.get("size") ?? "" };
}

async function press(heart: HTMLButtonElement): Promise<void> {
  const groupId = heart.dataset.wish!;
  const here = location.pathname + location.search;
  if (!isLikely()) return signIn(`${here}#wish=${groupId}`);
  const [product] = await Promise.all([api.product(groupId), wishesFor(groupId)]);
  if (!("title" in product)) throw new Error("This product has become another.");
  const given = known(product.variants, shownChoice(groupId));
  const mine = wished.get(groupId) ?? new Set();
  const variant = variantFor(product.variants, given);
  if (variant && isSettled(product.variants, given)) return toggle(product, variant.variantId, mine);
  const { choose } = await import("../features/wishlist/choose.tsx");
  choose({
    product,
    given,
    wished: [...mine],
    onWished: (wish) => {
      keep(wish);
      mark();
    },
    onRemoved: (variantId) => drop(groupId, variantId),
  });
}

async function toggle({ groupId, title }: ProductResponse, variantId: string, mine: Set<string>): Promise<void> {
  const path = `/me/wishlist/${variantId}` as const;
  if (mine.has(variantId)) {
    await call("DELETE", path);
    drop(groupId, variantId);
    announce(`${title} is no longer on your wishlist.`);
  } else {
    keep(await call<Wish>("PUT", path, { body: {} }));
    mark();
    announce(`${title} is on your wishlist.`);
  }
}

async function handle(heart: HTMLButtonElement): Promise<void> {
  if (heart.ariaBusy === "true") return;
  heart.ariaBusy = "true";
  await press(heart).catch((error: unknown) => announce(sentence(error), "bad"));
  heart.removeAttribute("aria-busy");
}

/** Who pressed a heart and had to sign in first comes back to what they wanted. */
function resume(): void {
  const groupId = RESUME.exec(location.hash)?.[1];
  if (!groupId) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  const heart = hearts().find((one) => one.dataset.wish === groupId);
  if (heart && isLikely()) void handle(heart);
}

document.addEventListener("click", (event) => {
  const heart = (event.target as Element).closest<HTMLButtonElement>("[data-wish]");
  if (heart) void handle(heart);
});
document.addEventListener("regions", mark);
mark();
resume();
onChange((shopper) => {
  if (shopper) void learn().catch(() => undefined);
  else if (wished.size > 0) {
    wished.clear();
    mark();
  }
});
