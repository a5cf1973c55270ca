import { useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { signOut } from "../../account/session.ts";
import { useDeed } from "../../ui/deed.ts";
import { Dialog, Failure, Field, onSubmit } from "../../ui/parts.tsx";
import { isConfirmed, PHRASE } from "./words.ts";

export function ErasePanel() {
  const [isAsking, setAsking] = useState(false);
  return (
    <section class="panel" aria-labelledby="erase">
      <h2 id="erase">Delete your account</h2>
      <p>
        Everything that is kept of you is deleted: profile, measurements, wishlist, notifications, links and family
        groups that are yours alone. It cannot be undone. Where the law wants a record of money, it stays without your
        name.
      </p>
      <p>
        <button type="button" class="button danger" onClick={() => setAsking(true)}>
          Delete my account
        </button>
      </p>
      {isAsking && <Ask onClose={() => setAsking(false)} />}
    </section>
  );
}

function Ask({ onClose }: { onClose: () => void }) {
  const deed = useDeed();
  const [wrong, setWrong] = useState("");
  const [isGone, setGone] = useState(false);

  async function erase(data: FormData): Promise<void> {
    if (!isConfirmed(String(data.get("confirm")))) return setWrong(`Type “${PHRASE}” to go on.`);
    setWrong("");
    if (await deed.run(() => me.erase(PHRASE))) setGone(true);
  }

  if (isGone) {
    const leave = () => void signOut().catch(() => location.assign("/"));
    return (
      <Dialog title="Your account is being deleted" onClose={leave}>
        <p>This takes a few minutes, and goes on when you leave. You are signed out now.</p>
        <button type="button" class="button" onClick={leave}>
          Go to the front page
        </button>
      </Dialog>
    );
  }
  return (
    <Dialog title="Delete your account?" onClose={onClose}>
      <form class="form" onSubmit={onSubmit(erase)} noValidate>
        <p>This cannot be undone. You may want to download your data first.</p>
        <Field label={`Type “${PHRASE}”`} error={wrong}>
          {(given) => (
            <input
              {...given}
              class="field"
              name="confirm"
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
            />
          )}
        </Field>
        {Boolean(deed.error) && <Failure error={deed.error} />}
        <p class="gate-row">
          <button type="submit" class="button danger" aria-disabled={deed.busy}>
            {deed.busy ? "Deleting…" : "Delete for ever"}
          </button>
          <button type="button" class="button quiet" onClick={onClose}>
            Keep it
          </button>
        </p>
      </form>
    </Dialog>
  );
}
