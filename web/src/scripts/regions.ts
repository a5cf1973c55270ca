/** Reads a page of the site. Throws where it is not there. */
export async function pageAt(address: string, signal?: AbortSignal): Promise<Document> {
  const response = await fetch(address, { headers: { accept: "text/html" }, ...(signal && { signal }) });
  if (!response.ok) throw new Error(`The page answered ${response.status}.`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/**
 * Puts a page's `data-region`s in place of those on screen, all or those that a selector chooses. What the visitor folded or
 * unfolded stays so, and what has the focus keeps it.
 */
export function replaceRegions(page: Document, chosen = "[data-region]"): void {
  const focused = document.activeElement;
  for (const region of document.querySelectorAll<HTMLElement>(chosen)) {
    const fresh = page.getElementById(region.id);
    if (!fresh) continue;
    for (const details of region.querySelectorAll("details[id]")) {
      fresh.querySelector(`#${details.id}`)?.toggleAttribute("open", details.hasAttribute("open"));
    }
    const twin = focused && region.contains(focused) ? twinOf(focused, region, fresh) : null;
    region.replaceChildren(...fresh.childNodes);
    twin?.focus({ preventScroll: true });
  }
  document.title = page.title;
}

const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";

/** What stands in the fresh region for an element of the one on screen: the same id, else the same link, else the same place. */
function twinOf(focused: Element, region: Element, fresh: Element): HTMLElement | null {
  const named = focused.id ? fresh.querySelector<HTMLElement>(`#${CSS.escape(focused.id)}`) : null;
  if (named) return named;
  const candidates = [...fresh.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const href = focused.getAttribute("href");
  const linked = href ? candidates.find((one) => one.getAttribute("href") === href) : undefined;
  return linked ?? candidates[[...region.querySelectorAll(FOCUSABLE)].indexOf(focused)] ?? null;
}
