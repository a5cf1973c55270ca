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
/** The shopper's own review of the product, where there is one. */
let own = "";
let hasBegun = false;
/** How many reviews there were when the list was asked for. Nobody asks where there are none. */
let refreshed = "0";

const buttons = () => [...document.querySelectorAll<HTMLButtonElement>("[data-helpful]")];

function mark(): void {
  for (const button of buttons()) {
    const id = button.dataset.helpful!;
    button.ariaPressed = String(voted.has(id));
    // Nobody is asked about what they wrote themselves.
    button.hidden = id === own;
  }
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

const countShown = (): string => document.querySelector<HTMLElement>("[data-review-count]")?.dataset.reviewCount ?? "0";

/** The product's page lies with the CDN for a while: what authors may take back at any moment is asked for anew. */
async function refresh(): Promise<void> {
  const list = document.getElementById("review-list");
  if (!root || !list || countShown() === refreshed) return;
  refreshed = countShown();
  const fresh = (await pageAt(`/reviews/${root.dataset.reviews}`)).getElementById("items");
  // Whoever reads or presses something already is not disturbed.
  if (!fresh || list.contains(document.activeElement)) return;
  list.replaceChildren(...fresh.children);
}

function onOwn(reviewId: string): void {
  own = reviewId;
  mark();
}

/** What stands there for everybody gives way to the shopper's own review, or their way to write one. */
async function showMine(isAsked: boolean): Promise<void> {
  const place = document.getElementById("my-review");
  if (!root || !place || !isConfigured || !isSignedIn) return;
  const { showMyReview } = await import("../features/reviews/mine.tsx");
  const { reviews: groupId = "", title = "" } = root.dataset;
  showMyReview(place, { groupId, title, isAsked, onOwn });
}

function askedToWrite(): boolean {
  if (location.hash !== WRITE) return false;
  history.replaceState(history.state, "", location.pathname + location.search);
  return true;
}

function begin(isAsked = false): void {
  if (hasBegun) return;
  hasBegun = true;
  void refresh().then(mark, () => undefined);
  let isWanted = isAsked;
  onChange((shopper) => {
    isSignedIn = shopper !== null;
    voted.clear();
    mark();
    if (!shopper) return;
    const isNow = isWanted || askedToWrite();
    isWanted = false;
    void showMine(isNow).catch((error: unknown) => announce(sentence(error), "bad"));
    void learn().catch(() => undefined);
  });
}

/** Who is signed in writes; who is not signs in first, and comes back to the form. */
function toWrite(): void {
  if (!isLikely()) {
    const back = `${location.pathname}${location.search}${WRITE}`;
    void signIn(back).catch((error: unknown) => announce(sentence(error), "bad"));
  } else if (hasBegun) void showMine(true).catch((error: unknown) => announce(sentence(error), "bad"));
  else begin(true);
}

document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLButtonElement>("[data-helpful]");
  if (button) void handle(button);
  if ((event.target as Element).closest("[data-write]")) toWrite();
});
document.addEventListener("regions", () => {
  mark();
  // The live connection may have told of a review that came or went.
  if (hasBegun) void refresh().then(mark, () => undefined);
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
