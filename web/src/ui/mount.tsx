import { type ComponentType, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { clerk, isConfigured, isLikely, onChange, signIn, signUp, userId } from "../account/session.ts";
import { announce } from "./announce.ts";
import { sentence } from "./failure.ts";
import { Failure } from "./parts.tsx";

interface GateProps {
  view: ComponentType<{ userId: string }>;
  bones: string;
  /** What signing in is for, in a sentence. */
  why: string;
}

type State = { at: "asking" } | { at: "out" } | { at: "in"; userId: string } | { at: "failed"; error: unknown };

function Gate({ view: View, bones, why }: GateProps) {
  const [state, setState] = useState<State>({ at: "asking" });
  const settle = () => {
    const id = userId();
    setState(id === null ? { at: "out" } : { at: "in", userId: id });
  };
  const ask = () => {
    setState({ at: "asking" });
    (isLikely() ? clerk() : Promise.resolve()).then(settle, (error: unknown) => setState({ at: "failed", error }));
  };
  useEffect(ask, []);
  // Signing in or out elsewhere in this browser; before the first answer there is nothing to change.
  useEffect(
    () => onChange(() => setState((now) => (now.at === "in" && userId() !== now.userId ? { at: "out" } : now))),
    [],
  );
  if (state.at === "in") return <View key={state.userId} userId={state.userId} />;
  if (state.at === "out") return <SignedOut why={why} />;
  if (state.at === "failed") return <Failure error={state.error} retry={ask} />;
  // The page's own bones, read back, so that nothing moves.
  return <div aria-busy="true" dangerouslySetInnerHTML={{ __html: bones }} />;
}

function SignedOut({ why }: { why: string }) {
  if (!isConfigured) return <p class="notice">Nobody can sign in at this stage of the site.</p>;
  return (
    <div class="gate">
      <p>{why}</p>
      <p class="gate-row">
        <button type="button" class="button" onClick={() => void signIn().catch(say)}>
          Sign in
        </button>
        <button type="button" class="button quiet" onClick={() => void signUp().catch(say)}>
          Create an account
        </button>
      </p>
    </div>
  );
}

const say = (error: unknown) => announce(sentence(error), "bad");

/** Where the row of pages is wider than the screen, the one that is shown is in view. */
function showCurrent(): void {
  const nav = document.querySelector<HTMLElement>(".mine-nav");
  const current = nav?.querySelector<HTMLElement>("[aria-current]");
  if (nav && current) nav.scrollLeft = current.offsetLeft - (nav.clientWidth - current.offsetWidth) / 2;
}

/** Puts a view into its place on the page, for whoever is signed in; others are told what it is for. */
export function mount(view: ComponentType<{ userId: string }>): void {
  const place = document.querySelector<HTMLElement>("[data-island]");
  if (!place) return;
  const bones = place.innerHTML;
  place.replaceChildren();
  showCurrent();
  render(<Gate view={view} bones={bones} why={place.dataset.island ?? ""} />, place);
}
