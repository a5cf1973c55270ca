const MOVES: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Makes a button open a menu: arrows, Home, End and first letters move in it, Escape closes it and goes back to the button. */
export function enhanceMenu(button: HTMLButtonElement, menu: HTMLElement): void {
  const items = [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
  const focusAt = (index: number) => items[index]?.focus();

  function toggle(open: boolean): void {
    menu.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  }

  function byLetter(key: string, at: number): void {
    const order = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    order.find((item) => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()))?.focus();
  }

  button.addEventListener("click", () => {
    toggle(menu.hidden !== false);
    if (!menu.hidden) focusAt(0);
  });
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    toggle(true);
    focusAt(event.key === "ArrowDown" ? 0 : items.length - 1);
  });
  menu.addEventListener("keydown", (event) => {
    const at = items.indexOf(document.activeElement as HTMLElement);
    const move = MOVES[event.key];
    if (event.key === "Escape") {
      toggle(false);
      button.focus();
    } else if (move) {
      event.preventDefault();
      focusAt(move(at, items.length));
    } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
      byLetter(event.key, at);
    }
  });
  // Whoever looks elsewhere has done with it; a press on the button closes it itself.
  menu.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (!(next instanceof Node) || (!menu.contains(next) && next !== button)) toggle(false);
  });
  document.addEventListener("pointerdown", (event) => {
    const target = event.target as Node;
    if (!menu.hidden && !menu.contains(target) && !button.contains(target)) toggle(false);
  });
}
