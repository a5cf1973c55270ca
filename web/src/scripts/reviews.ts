import type { HelpfulVote, HelpfulVotes } from "@stylegence/contracts/review";
import { call } from "../account/api.ts";
import { isConfigured, isLikely, onChange, signIn } from "../account/session.ts";
import { announce } from "../ui/announce.ts";
import { sentence } from "../ui/failure.ts";
import { pageAt } from "./regions.ts";

const WRITE = "#write-review";
/** As many as the API is asked about at once. */
const VOTES = 30;

const root = document.querySelector<HTMLElement>("[data-reviews]");
const voted = new Set<string>();
let isSignedIn = false;

const buttons = () => [...document.querySelectorAll<HTMLButtonElement>("[data-helpful]")];

function mark(): void {
  for (const button of buttons()) button.ariaPressed = String(voted.has(button.dataset.helpful!));
}

function count(button: HTMLButtonElement, helpful: number): void {
  const place = button.querySelector<HTMLElement>("[data-count]");
  if (!place) return;
  place.dataset.count = String(helpful);
  place.textContent = helpful > 0 ? String(helpful) : "";
}

async function learn(): Promise<void> {
  const asked = buttons().map((button) => button.dataset.helpful!);
  for (let at = 0; at < asked.length; at += VOTES) {
    const query = { reviewId: asked.slice(at, at + VOTES) };
    const { reviewIds } = await call<HelpfulVotes>("GET", "/me/helpful-votes", { query });
    for (const id of reviewIds) voted.add(id);
  }
  mark();
}

async function vote(button: HTMLButtonElement): Promise<void> {
  const id = button.dataset.helpful!;
  if (!isLikely()) return signIn(`${location.pathname}${location.search}#${id}`);
  const method = voted.has(id) ? "DELETE" : "PUT";
  const { helpful, mine } = await call<HelpfulVote>(method, `/me/helpful-votes/${id}`);
  if (mine) voted.add(id);
  else voted.delete(id);
  count(button, helpful);
  mark();
  announce(mine ? "You found this review helpful." : "Taken back.");
}

async function handle(button: HTMLButtonElement): Promise<void> {
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  await vote(button).catch((error: unknown) => announce(sentence(error), "bad"));
  button.removeAttribute("aria-busy");
}

/** The product's page lies with the CDN for a while: what authors may take back at any moment is asked for anew. */
async function refresh(): Promise<void> {
  const list = document.getElementById("review-list");
  if (!root || list?.dataset.filled === undefined) return;
  const fresh = (await pageAt(`/reviews/${root.dataset.reviews}`)).getElementById("items");
  // Whoever reads or presses something already is not disturbed.
  if (!fresh || list.contains(document.activeElement)) return;
  list.replaceChildren(...fresh.children);
}

function offer(place: HTMLElement): void {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet" });
  button.textContent = "Write a review";
  button.addEventListener("click", () => {
    void signIn(`${location.pathname}${location.search}${WRITE}`).catch((error: unknown) =>
      announce(sentence(error), "bad"),
    );
  });
  place.replaceChildren(button);
}

async function showMine(): Promise<void> {
  const place = document.getElementById("my-review");
  if (!root || !place || !isConfigured) return;
  if (!isSignedIn) return offer(place);
  const { showMyReview } = await import("../features/reviews/mine.tsx");
  const isAsked = location.hash === WRITE;
  if (isAsked) history.replaceState(history.state, "", location.pathname + location.search);
  showMyReview(place, { groupId: root.dataset.reviews ?? "", title: root.dataset.title ?? "", isAsked });
}

function begin(): void {
  void refresh().then(mark, () => undefined);
  onChange((shopper) => {
    isSignedIn = shopper !== null;
    voted.clear();
    mark();
    void showMine().catch(() => undefined);
    if (shopper) void learn().catch(() => undefined);
  });
}

document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLButtonElement>("[data-helpful]");
  if (button) void handle(button);
});
document.addEventListener("regions", () => {
  mark();
  if (isSignedIn) void learn().catch(() => undefined);
});

if (root) {
  const seen = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      seen.disconnect();
      begin();
    },
    { rootMargin: "600px" },
  );
  seen.observe(root);
  if (location.hash === WRITE) root.scrollIntoView();
}
