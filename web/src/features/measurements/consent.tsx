import type { Consent } from "@stylegence/contracts/consent";
import { useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { formatInstant } from "../../format/time.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { useDeed } from "../../ui/deed.ts";
import { Failure, onSubmit } from "../../ui/parts.tsx";

interface Props {
  consent: Consent;
  textVersion: string;
  onChange: () => Promise<void>;
}

const set = (textVersion: string, storeBodyMetrics: boolean) =>
  me.putConsents({ textVersion, consents: { storeBodyMetrics } });

/** Asks before anything is kept. */
export function ConsentPanel({ consent, textVersion, onChange }: Props) {
  if (consent.refusal === "minor") return <Young />;
  return <Ask consent={consent} textVersion={textVersion} onChange={onChange} />;
}

function Young() {
  return (
    <section class="panel">
      <h2>From your 18th birthday on</h2>
      <p>
        Measurements of a body are personal, so we keep them for adults only. Nothing is missing without them: search,
        filters by size, your wishlist and price alerts all work.
      </p>
      <p>
        You can note <a href="/profile">which sizes you wear</a> instead, by garment and brand. If your date of birth is
        wrong, write to us.
      </p>
    </section>
  );
}

function Ask({ consent, textVersion, onChange }: Props) {
  const deed = useDeed();
  const [missing, setMissing] = useState("");
  const isAgeAsked = consent.refusal === "age_unknown";

  async function give(data: FormData) {
    if (isAgeAsked && !data.has("adult")) return setMissing("Measurements are kept of adults only.");
    if (!data.has("agree")) return setMissing("Tick the box if you agree. Otherwise nothing is kept.");
    setMissing("");
    const isGiven = await deed.run(async () => {
      if (isAgeAsked) await me.patchProfile({ adultDeclared: true });
      await set(textVersion, true);
    });
    if (isGiven) await onChange();
  }

  return (
    <section class="panel">
      <h2>Before we keep anything</h2>
      <dl class="plain-words">
        <div>
          <dt>What is kept</dt>
          <dd>The numbers you enter, with the day and your note, and those before them as a history. Nothing else.</dd>
        </div>
        <div>
          <dt>What for</dt>
          <dd>To tell you which size of a garment fits you.</dd>
        </div>
        <div>
          <dt>Who can see it</dt>
          <dd>
            You alone. Another person sees it only where you allow it for that person and in a group that you share,
            both under <a href="/family">Family</a>. Both are off.
          </dd>
        </div>
        <div>
          <dt>Taking it back</dt>
          <dd>At any moment, here or under Privacy. All of it is then deleted everywhere, the history too.</dd>
        </div>
      </dl>
      <form class="form" onSubmit={onSubmit(give)} noValidate>
        <div>
          {isAgeAsked && (
            <label class="tick">
              <input type="checkbox" name="adult" />
              <span>I am 18 or older</span>
            </label>
          )}
          <label class="tick">
            <input type="checkbox" name="agree" aria-describedby={missing ? "consent-missing" : undefined} />
            <span>
              {consent.title}
              <span class="small soft">{consent.text}</span>
            </span>
          </label>
          {missing && (
            <p class="field-error small" id="consent-missing" role="alert">
              {missing}
            </p>
          )}
        </div>
        {Boolean(deed.error) && <Failure error={deed.error} retry={onChange} />}
        <p>
          <button type="submit" class="button" aria-disabled={deed.busy}>
            Agree and go on
          </button>
        </p>
      </form>
    </section>
  );
}

interface WithdrawalProps extends Props {
  hasMetrics: boolean;
}

/** Takes the consent back, or deletes what is kept. */
export function Withdrawal({ consent, textVersion, hasMetrics, onChange }: WithdrawalProps) {
  const [asked, setAsked] = useState<"delete" | "withdraw" | null>(null);
  const close = () => setAsked(null);
  return (
    <section class="panel">
      <h2>Your consent</h2>
      <p>
        {consent.at ? `Given on ${formatInstant(consent.at)}. ` : ""}
        <span class="soft">{consent.text}</span>
      </p>
      <p class="gate-row panel-foot">
        {hasMetrics && (
          <button type="button" class="button quiet" onClick={() => setAsked("delete")}>
            Delete all measurements
          </button>
        )}
        <button type="button" class="button quiet" onClick={() => setAsked("withdraw")}>
          Withdraw consent
        </button>
      </p>
      {asked === "delete" && (
        <Confirm
          title="Delete all measurements?"
          deed="Delete all"
          done="All measurements are deleted."
          act={async () => {
            await me.removeMetrics();
            await onChange();
          }}
          onClose={close}
        >
          <p>Those of now and the history are deleted and can’t be brought back. You can enter new ones at any time.</p>
        </Confirm>
      )}
      {asked === "withdraw" && (
        <Confirm
          title="Withdraw your consent?"
          deed="Withdraw and delete"
          done="Consent withdrawn. Your measurements are deleted."
          act={async () => {
            await set(textVersion, false);
            await onChange();
          }}
          onClose={close}
        >
          <p>
            Your measurements and their history are deleted everywhere, also where you shared them, and can’t be brought
            back. Sizes are then suggested without them.
          </p>
        </Confirm>
      )}
    </section>
  );
}
