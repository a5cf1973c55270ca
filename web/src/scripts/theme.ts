const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

function isDark(): boolean {
  return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
}

function keep(theme: string): void {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Storage may be switched off: the choice then lasts for this page.
  }
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-theme-toggle]")) {
  button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    button.setAttribute("aria-pressed", String(isDark()));
    keep(root.dataset.theme);
  });
}

export {};
