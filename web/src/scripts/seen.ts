import { idOf, readSeen, type SeenProduct, withSeen } from "../features/product/seen.ts";

const KEY = "seen";

function read(): SeenProduct[] {
  try {
    return readSeen(localStorage.getItem(KEY));
  } catch {
    return [];
  }
}

function keep(list: SeenProduct[]): void {
  try {
    if (list.length > 0) localStorage.setItem(KEY, JSON.stringify(list));
    else localStorage.removeItem(KEY);
  } catch {
    // Storage may be switched off or full: then nothing is remembered.
  }
}

function show(section: HTMLElement, list: SeenProduct[]): void {
  const template = section.querySelector("template");
  const cards = list.map((product) => cardOf(template!, product));
  section.querySelector(".rail")?.replaceChildren(...cards);
  section.hidden = cards.length === 0;
}

function cardOf(template: HTMLTemplateElement, { path, title, brand, price, image, colour }: SeenProduct): Node {
  const card = template.content.cloneNode(true) as DocumentFragment;
  const find = <T extends Element>(selector: string) => card.querySelector<T>(selector)!;
  const link = find<HTMLAnchorElement>("a");
  link.href = path;
  link.textContent = title;
  find(".card-brand").textContent = brand;
  find(".small").textContent = price && `${price} when you looked`;
  const frame = find<HTMLElement>(".card-picture");
  if (colour) frame.style.background = colour;
  if (image) {
    const picture = document.createElement("img");
    Object.assign(picture, { src: image, alt: "", width: 320, height: 427, loading: "lazy", decoding: "async" });
    frame.append(picture);
  }
  return card;
}

for (const section of document.querySelectorAll<HTMLElement>("[data-seen]")) {
  const current = section.dataset.seen ? (JSON.parse(section.dataset.seen) as SeenProduct) : null;
  const list = read();
  show(
    section,
    list.filter((product) => !current || idOf(product) !== idOf(current)),
  );
  if (current) keep(withSeen(list, current));
  section.querySelector("[data-forget]")?.addEventListener("click", () => {
    keep([]);
    show(section, []);
    document.getElementById("main")?.focus({ preventScroll: true });
  });
}
