const form = document.querySelector<HTMLFormElement>("[data-unsubscribe]");
const said = document.querySelector<HTMLElement>("[data-unsubscribed]");

const WORDS: Record<number, string> = {
  200: "Done: we send no more of these mails.",
  400: "This link is no longer good. Change what we send in your notification settings.",
};

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  void stop(form);
});

async function stop({ action }: HTMLFormElement): Promise<void> {
  const status = await fetch(action, { method: "POST", credentials: "omit" }).then(
    (answer) => answer.status,
    () => 0,
  );
  if (status === 200) form?.remove();
  if (said) said.textContent = WORDS[status] ?? "That did not work. Try again in a moment.";
}
