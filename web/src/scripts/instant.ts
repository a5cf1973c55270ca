import { pageAt, replaceRegions } from "./regions.ts";

/**
 * Forms and links marked `data-instant` fetch the page they lead to and put its `data-region`s in place of those on
 * screen. The server renders the one and only version of everything; without script the same addresses load whole pages.
 */
let running: AbortController | undefined;

async function go(address: string, push: boolean): Promise<void> {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const busy = document.querySelector("main");
  busy?.setAttribute("aria-busy", "true");
  try {
    replaceRegions(await pageAt(address, signal));
    // Asking again for what is shown is no step to go back by.
    if (push && new URL(address, location.href).href !== location.href) history.pushState(null, "", address);
    document.dispatchEvent(new Event("regions"));
  } catch {
    if (!signal.aborted) location.assign(address);
  } finally {
    if (!signal.aborted) busy?.removeAttribute("aria-busy");
  }
}

/** The address that submitting the form would load, without what is empty. */
export function addressOfForm(action: string, entries: Iterable<[string, FormDataEntryValue]>): string {
  const search = new URLSearchParams();
  for (const [name, value] of entries) if (typeof value === "string" && value !== "") search.append(name, value);
  const text = search.toString();
  return text ? `${action}?${text}` : action;
}

async function more(link: HTMLAnchorElement): Promise<void> {
  link.setAttribute("aria-disabled", "true");
  try {
    const page = await pageAt(link.href, new AbortController().signal);
    const fresh = page.getElementById("items");
    const first = fresh?.querySelector("a");
    document.getElementById("items")?.append(...(fresh?.children ?? []));
    const next = page.querySelector("[data-more]");
    if (next) link.replaceWith(next);
    else link.remove();
    document.dispatchEvent(new Event("regions"));
    first?.focus({ preventScroll: true });
  } catch {
    location.assign(link.href);
  }
}

function submit(form: HTMLFormElement): void {
  const address = addressOfForm(form.getAttribute("action") ?? location.pathname, new FormData(form));
  void go(address, true);
}

document.addEventListener("change", (event) => {
  const form = (event.target as Element).closest<HTMLFormElement>("form[data-instant]");
  if (form) submit(form);
});
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.matches("form[data-instant]")) return;
  event.preventDefault();
  form.querySelector<HTMLElement>(":popover-open")?.hidePopover();
  submit(form);
});
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-instant], a[data-more]");
  if (!link) return;
  event.preventDefault();
  void (link.matches("[data-more]") ? more(link) : go(link.href, true));
});
addEventListener("popstate", () => void go(location.href, false));
