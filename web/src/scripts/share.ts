const DONE_MS = 2000;

async function share(button: HTMLButtonElement): Promise<void> {
  const url = document.querySelector<HTMLLinkElement>("link[rel=canonical]")?.href ?? location.href;
  try {
    if (navigator.share) return await navigator.share({ title: document.title, url });
    await navigator.clipboard.writeText(url);
    const label = button.querySelector(".unseen, .seen");
    if (!label) return;
    const before = label.textContent;
    label.textContent = "Link copied";
    label.className = "seen";
    setTimeout(() => {
      label.textContent = before;
      label.className = "unseen";
    }, DONE_MS);
  } catch {
    // Closing the share sheet is no failure.
  }
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-share]")) {
  button.addEventListener("click", () => void share(button));
}

export {};
