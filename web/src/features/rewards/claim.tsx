import type { Rewards } from "@stylegence/contracts/reward";
import { useEffect, useRef, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { useDeed } from "../../ui/deed.ts";
import { Failure } from "../../ui/parts.tsx";
import { claimText, codeIn, points } from "./words.ts";

interface Props {
  referral: Rewards["referral"];
  onClaimed: () => Promise<unknown>;
}

/** The friend's link that brought the shopper here: accepted by them, never behind their back. */
export function Claim({ referral, onClaimed }: Props) {
  const [code, setCode] = useState(() => codeIn(location.search));
  const deed = useDeed();
  const said = useRef<HTMLParagraphElement>(null);
  const [isAccepted, setAccepted] = useState(false);
  // The button goes; the focus stays with what came of it.
  useEffect(() => {
    if (isAccepted) said.current?.focus();
  }, [isAccepted]);
  const text = referral.claimed && claimText(referral.claimed, referral.points);
  if (text)
    return (
      <p class="notice points-notice" tabIndex={-1} ref={said}>
        {text}
      </p>
    );
  if (referral.claimed) return null;
  if (!code || code === referral.own?.code) return null;
  if (!referral.claimUntil)
    return (
      <p class="notice points-notice">
        This invitation is for those who are new here and 18 or older: it can't be used any more.
      </p>
    );

  function leave(): void {
    history.replaceState(null, "", location.pathname);
    setCode(null);
  }
  const accept = () =>
    deed.run(async () => {
      await me.claimReferral({ code });
      history.replaceState(null, "", location.pathname);
      await onClaimed();
      setAccepted(true);
    }, "The invitation is accepted.");

  return (
    <section class="panel" aria-labelledby="claim">
      <h2 id="claim">A friend invited you</h2>
      <p>
        Accept, and you both get {points(referral.points)} when you first pay a membership or a shop confirms your first
        purchase. Your friend is not told what you buy.
      </p>
      {Boolean(deed.error) && <Failure error={deed.error} />}
      <p class="gate-row">
        <button type="button" class="button" aria-disabled={deed.busy} onClick={() => void accept()}>
          Accept the invitation
        </button>
        <button type="button" class="button quiet" onClick={leave}>
          No, thanks
        </button>
      </p>
    </section>
  );
}
