const SHOWN_MS = 8000;

let region: HTMLElement | undefined;
let timer: number | undefined;

function regionOf(): HTMLElement {
  if (region) return region;
  region = document.createElement("div");
  region.className = "toast";
  region.setAttribute("role", "status");
  document.body.append(region);
  return region;
}

/** Says something to those who see and those who listen, without taking the focus from what they do. */
export function announce(text: string, tone: "plain" | "bad" = "plain"): void {
  const place = regionOf();
  clearTimeout(timer);
  place.replaceChildren(Object.assign(document.createElement("p"), { textContent: text }));
  place.classList.toggle("bad", tone === "bad");
  timer = window.setTimeout(() => place.replaceChildren(), SHOWN_MS);
}
