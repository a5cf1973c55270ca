import type { KindSettings, NotificationKind, NotificationSettings } from "@stylegence/contracts/notification";
import { useMemo, useRef } from "preact/hooks";
import { me } from "../../account/me.ts";
import { announce } from "../../ui/announce.ts";
import { sentence } from "../../ui/failure.ts";
import { useLoad } from "../../ui/load.ts";
import { Bones, Failure, Field, Switch } from "../../ui/parts.tsx";
import { soon } from "../../ui/soon.ts";
import { Devices } from "./devices.tsx";
import { KIND_LABELS } from "./kinds.ts";
import { clockHours, EMAIL_LABELS, emailChoices, GROUPS, isAlways, withKind, zonesWith } from "./settings.ts";

const QUIET = { from: "22:00", to: "07:00" };

export function SettingsPage() {
  const load = useLoad(me.settings);
  const latest = useRef<NotificationSettings | null>(null);
  const kept = useRef<NotificationSettings | null>(null);
  latest.current = load.value;
  kept.current ??= load.value;
  const save = useMemo(
    () =>
      soon(async () => {
        const wanted = latest.current;
        if (!wanted) return;
        try {
          kept.current = await me.putSettings(wanted);
          announce("Saved.");
        } catch (error) {
          const before = kept.current;
          if (before) load.set(() => before);
          announce(sentence(error), "bad");
        }
      }, 400),
    [load.set],
  );

  const settings = load.value;
  if (!settings)
    return load.error ? <Failure error={load.error} retry={load.reload} /> : <Bones kind="form" rows={6} />;

  const change = (changed: Partial<NotificationSettings>) => {
    load.set((now) => ({ ...now, ...changed }));
    save();
  };
  const { quietHours, digestHour, timeZone, kinds } = settings;
  return (
    <>
      <p class="back">
        <a href="/notifications">Back to your notifications</a>
      </p>
      <Devices />
      {GROUPS.map(({ title, kinds: names }) => (
        <section key={title} class="panel" aria-label={title}>
          <h2>{title}</h2>
          {names.map((name) => (
            <Kind
              key={name}
              name={name}
              kind={kinds[name]}
              onChange={(kind) => change({ kinds: withKind(settings, name, kind).kinds })}
            />
          ))}
        </section>
      ))}
      <section class="panel" aria-label="Times">
        <h2>Times</h2>
        <Switch
          label="Quiet hours"
          hint="Mail and push wait until they are over. The site itself always tells at once."
          checked={quietHours !== null}
          onChange={(on) => change({ quietHours: on ? QUIET : null })}
        />
        <div class="times">
          {quietHours && (
            <>
              <Clock
                label="From"
                value={quietHours.from}
                onChange={(from) => change({ quietHours: { ...quietHours, from } })}
              />
              <Clock
                label="To"
                value={quietHours.to}
                onChange={(to) => change({ quietHours: { ...quietHours, to } })}
              />
            </>
          )}
          <Field label="Daily mail at">
            {(given) => (
              <select
                {...given}
                class="field"
                value={String(digestHour)}
                onChange={({ currentTarget }) => change({ digestHour: Number(currentTarget.value) })}
              >
                {clockHours().map((text, hour) => (
                  <option key={text} value={String(hour)}>
                    {text}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="Time zone">
            {(given) => (
              <select
                {...given}
                class="field"
                value={timeZone}
                onChange={({ currentTarget }) => change({ timeZone: currentTarget.value })}
              >
                {zonesWith(timeZone).map((zone) => (
                  <option key={zone} value={zone}>
                    {zone.replaceAll("_", " ")}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
      </section>
    </>
  );
}

interface KindProps {
  name: NotificationKind;
  kind: KindSettings;
  onChange: (kind: KindSettings) => void;
}

function Kind({ name, kind, onChange }: KindProps) {
  const always = isAlways(name);
  return (
    <fieldset class="kind">
      <legend>{KIND_LABELS[name]}</legend>
      <div class="kind-channels">
        <label>
          Site
          <input
            type="checkbox"
            checked={kind.inApp}
            disabled={always}
            onChange={({ currentTarget }) => onChange({ ...kind, inApp: currentTarget.checked })}
          />
        </label>
        <label>
          E-mail
          <select
            class="field"
            value={kind.email}
            disabled={always}
            onChange={({ currentTarget }) => onChange({ ...kind, email: currentTarget.value as KindSettings["email"] })}
          >
            {emailChoices(name).map((choice) => (
              <option key={choice} value={choice}>
                {EMAIL_LABELS[choice]}
              </option>
            ))}
          </select>
        </label>
        <label>
          Push
          <input
            type="checkbox"
            checked={kind.push}
            onChange={({ currentTarget }) => onChange({ ...kind, push: currentTarget.checked })}
          />
        </label>
      </div>
      {always && <p class="small soft">Always told on the site and by e-mail.</p>}
    </fieldset>
  );
}

/** A time of the day; an emptied one changes nothing. */
function Clock({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <Field label={label}>
      {(given) => (
        <input
          {...given}
          class="field"
          type="time"
          required
          value={value}
          onChange={({ currentTarget }) => currentTarget.value && onChange(currentTarget.value)}
        />
      )}
    </Field>
  );
}
