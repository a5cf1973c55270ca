import type { Consent, ConsentRecord, Consents } from "@stylegence/contracts/consent";
import { useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { formatDayWithYear } from "../../format/time.ts";
import { announce } from "../../ui/announce.ts";
import { sentence } from "../../ui/failure.ts";
import { extended, type Page, useLoad } from "../../ui/load.ts";
import { Bones, Failure, More, Switch } from "../../ui/parts.tsx";
import { FLAG_NAMES, REFUSALS, recordText } from "./words.ts";

const dayOf = (at: string) => formatDayWithYear(at.slice(0, 10));

/** What the shopper allows, each with the words that it was allowed by, and when that changed. */
export function ConsentsPanel() {
  const load = useLoad(me.consents);
  const [round, setRound] = useState(0);
  const { value } = load;

  async function set({ flag }: Consent, granted: boolean): Promise<void> {
    const before = value;
    if (!before) return;
    const shown = (all: Consents): Consents => ({
      ...all,
      consents: all.consents.map((one) => (one.flag === flag ? { ...one, granted } : one)),
    });
    load.set(shown);
    try {
      const answer = await me.putConsents({ textVersion: before.textVersion, consents: { [flag]: granted } });
      load.set(() => answer);
      setRound((now) => now + 1);
      announce(granted ? "Allowed." : "Withdrawn.");
    } catch (error) {
      load.set(() => before);
      announce(sentence(error), "bad");
      // The text may have changed since it was read: then it is shown anew.
      await load.reload();
    }
  }

  return (
    <section class="panel" aria-labelledby="consents">
      <h2 id="consents">What you allow</h2>
      {Boolean(load.error) && <Failure error={load.error} retry={load.reload} />}
      {!value && !load.error && <Bones kind="form" rows={4} />}
      {value?.consents.map((consent) => (
        <Switch
          key={consent.flag}
          label={consent.title}
          hint={
            <>
              {consent.text}
              {consent.refusal && <strong class="consent-refusal"> {REFUSALS[consent.refusal]}</strong>}
              {consent.granted && consent.at && <span class="consent-at"> Allowed on {dayOf(consent.at)}.</span>}
            </>
          }
          checked={consent.granted}
          disabled={consent.refusal !== null && !consent.granted}
          onChange={(on) => set(consent, on)}
        />
      ))}
      {value?.consents.some(({ refusal }) => refusal === "age_unknown") && (
        <p>
          <a href="/profile">Go to your profile</a>
        </p>
      )}
      <History key={round} />
    </section>
  );
}

function History() {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="history" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>History</summary>
      {isOpen && <Records />}
    </details>
  );
}

function Records() {
  const load = useLoad<Page<ConsentRecord>>(() => me.consentHistory({ limit: 20 }));
  const { value } = load;
  const more = async () => {
    if (!value?.nextCursor) return;
    const next = await me.consentHistory({ limit: 20, cursor: value.nextCursor });
    load.set((now) => extended(now, next, ({ consentId }) => consentId));
  };
  if (!value) return load.error ? <Failure error={load.error} retry={load.reload} /> : <Bones kind="form" rows={1} />;
  if (value.items.length === 0) return <p class="soft">You have not allowed anything yet.</p>;
  return (
    <>
      <ol class="records">
        {value.items.map((record) => (
          <li key={record.consentId}>
            <span>
              <strong>{recordText(record)}</strong>: {FLAG_NAMES[record.flag]}
            </span>
            <span class="small soft">
              <time dateTime={record.at}>{dayOf(record.at)}</time>, text {record.version}
            </span>
          </li>
        ))}
      </ol>
      <More
        cursor={value.nextCursor}
        busy={false}
        onMore={() => more().catch((error: unknown) => announce(sentence(error), "bad"))}
      />
    </>
  );
}
