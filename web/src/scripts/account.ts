import { onUnread } from "../account/bell.ts";
import { onChange, type SignedIn, signOut } from "../account/session.ts";
import { enhanceMenu } from "./menu.ts";

const root = document.documentElement;

function picture({ initials, picture }: SignedIn): Node | null {
  if (picture === null) return initials === "" ? null : document.createTextNode(initials);
  const image = document.createElement("img");
  Object.assign(image, { src: picture, alt: "", width: 32, height: 32 });
  return image;
}

function show(account: HTMLElement, shopper: SignedIn): void {
  const avatar = account.querySelector<HTMLElement>("[data-avatar]");
  const shown = picture(shopper);
  if (avatar && shown) {
    avatar.replaceChildren(shown);
    avatar.classList.add("is-person");
  }
  const name = account.querySelector<HTMLElement>("[data-account-name]");
  if (name) name.textContent = shopper.name;
}

function ring(account: HTMLElement, count: number): void {
  const badge = account.querySelector<HTMLElement>("[data-unread]");
  const text = account.querySelector<HTMLElement>("[data-unread-text]");
  if (badge) {
    badge.hidden = count === 0;
    badge.textContent = count > 99 ? "99+" : String(count);
  }
  if (text) text.textContent = count === 0 ? "Notifications" : `Notifications, ${count} unread`;
}

const account = document.querySelector<HTMLElement>("[data-account]");
if (account) {
  onChange((shopper) => {
    root.classList.toggle("signed-in", shopper !== null);
    if (shopper) show(account, shopper);
  });
  onUnread((count) => ring(account, count));
  const link = account.querySelector<HTMLAnchorElement>("[data-sign-in]");
  // The address may have changed since the page was made: filters write to it.
  link?.addEventListener("click", () => {
    const here = location.pathname + location.search + location.hash;
    link.href = `/sign-in?return=${encodeURIComponent(here)}`;
  });
  const button = account.querySelector<HTMLButtonElement>("[data-account-button]");
  const menu = account.querySelector<HTMLElement>("[data-account-menu]");
  if (button && menu) enhanceMenu(button, menu);
  account.querySelector("[data-sign-out]")?.addEventListener("click", () => void signOut());
}
