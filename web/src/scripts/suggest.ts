import type { SuggestResponse } from "@stylegence/contracts/search";
import { createClient } from "../api/client.ts";
import { isShowable } from "../features/product/picture.ts";

type Suggestion = SuggestResponse["suggestions"][number];

const api = createClient((path, init) => fetch(path, init));
const KINDS: Record<Suggestion["kind"], string> = { query: "", category: "Category", brand: "Brand", product: "" };
const PAUSE_MS = 90;

/** Where choosing a suggestion leads. */
export function addressOf({ kind, text, ref }: Suggestion): string {
  if (kind === "category" && ref) return `/c/${ref}`;
  if (kind === "brand" && ref) return `/b/${ref}`;
  if (kind === "product" && ref) return `/p/${ref}`;
  return `/search?q=${encodeURIComponent(text)}`;
}

/** Makes a search form a combobox with suggestions; without this it still searches. */
export function enhanceSuggest(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[type=search]");
  const list = form.querySelector<HTMLUListElement>("[role=listbox]");
  if (!input || !list) return;
  let shown: Suggestion[] = [];
  let at = -1;
  let timer: number | undefined;
  let running: AbortController | undefined;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  function show(suggestions: Suggestion[]): void {
    shown = suggestions;
    select(-1);
    list!.replaceChildren(...suggestions.map((suggestion, index) => option(suggestion, `${list!.id}-${index}`)));
    list!.hidden = suggestions.length === 0;
    input!.setAttribute("aria-expanded", String(!list!.hidden));
  }

  function select(index: number): void {
    list!.children[at]?.setAttribute("aria-selected", "false");
    at = index;
    const chosen = list!.children[at];
    chosen?.setAttribute("aria-selected", "true");
    if (chosen) input!.setAttribute("aria-activedescendant", chosen.id);
    else input!.removeAttribute("aria-activedescendant");
  }

  async function ask(): Promise<void> {
    running?.abort();
    const q = input!.value.trim();
    if (q === "") return show([]);
    running = new AbortController();
    const { signal } = running;
    try {
      const { suggestions } = await api.suggest(q, signal);
      if (!signal.aborted && document.activeElement === input) show(suggestions);
    } catch {
      // Suggestions are a convenience: typing and searching go on without them.
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show([]);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      location.assign(addressOf(shown[at]!));
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && shown.length > 0) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than there are options: the input itself.
      select(((at + 1 + step + shown.length + 1) % (shown.length + 1)) - 1);
    }
  });
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    running?.abort();
    show([]);
  });
  // On the press, as the input's blur would have emptied the list by the time of the click.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const chosen = (event.target as Element).closest("[role=option]");
    const suggestion = chosen && shown[[...list.children].indexOf(chosen)];
    if (suggestion && event.button === 0) location.assign(addressOf(suggestion));
  });
}

function option(suggestion: Suggestion, id: string): HTMLLIElement {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  if (isShowable(suggestion.image ?? null)) {
    const picture = document.createElement("img");
    Object.assign(picture, { src: suggestion.image, alt: "", width: 35, height: 44 });
    item.append(picture);
  }
  const text = document.createElement("span");
  text.textContent = suggestion.text;
  item.append(text);
  if (KINDS[suggestion.kind]) {
    const kind = document.createElement("small");
    kind.textContent = KINDS[suggestion.kind];
    item.append(kind);
  }
  return item;
}
