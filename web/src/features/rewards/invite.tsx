import type { Rewards } from "@stylegence/contracts/reward";
import { useRef, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { useDeed } from "../../ui/deed.ts";
import { Icon } from "../../ui/icon.tsx";
import { Failure, Field } from "../../ui/parts.tsx";
import { points } from "./words.ts";

interface Props {
  referral: Rewards["referral"];
  onMade: () => Promise<unknown>;
}

/** The shopper's own link, made when it is wanted. */
export function Invite({ referral, onMade }: Props) {
  const deed = useDeed();
  if (!referral.allowed) return null;
  return (
    <section class="panel" aria-labelledby="invite">
      <h2 id="invite">Invite friends</h2>
      <p>
        You and a friend who is new here get {points(referral.points)} each when they first pay a membership or a shop
        confirms their first purchase. We never tell you which of them bought what.
      </p>
      {Boolean(deed.error) && <Failure error={deed.error} />}
      {referral.own ? (
        <Link url={referral.own.url} />
      ) : (
        <p>
          <button
            type="button"
            class="button quiet"
            aria-disabled={deed.busy}
            onClick={() =>
              void deed.run(async () => {
                await me.makeReferralCode();
                await onMade();
              }, "Your link is there.")
            }
          >
            Get my link
          </button>
        </p>
      )}
    </section>
  );
}

function Link({ url }: { url: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  async function copy(): Promise<void> {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(url);
      setSaid("Copied.");
    } catch {
      setSaid("Marked: copy it with your keyboard or the menu.");
    }
  }
  // Turning back from the sheet is no failure.
  const share = () => void navigator.share({ title: "Stylegence", url }).catch(() => undefined);
  return (
    <>
      <Field label="Your link">
        {(given) => (
          <span class="picks-row">
            <input {...given} ref={input} class="field" readOnly value={url} onFocus={() => input.current?.select()} />
            <button type="button" class="button" onClick={() => void copy()}>
              Copy
            </button>
            {"share" in navigator && (
              <button type="button" class="icon-button" onClick={share} title="Share">
                <Icon name="share" />
                <span class="unseen">Share your link</span>
              </button>
            )}
          </span>
        )}
      </Field>
      <p class="small soft" role="status">
        {said}
      </p>
    </>
  );
}
