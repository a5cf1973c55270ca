import type { Calendar } from "@stylegence/contracts/shopper";
import { useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { timeAgo } from "../../format/time.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { useDeed } from "../../ui/deed.ts";
import { sentence } from "../../ui/failure.ts";
import { faultText } from "../../ui/fault.ts";
import { useLoad } from "../../ui/load.ts";
import { Failure, Field, onSubmit } from "../../ui/parts.tsx";

const NONE: Calendar = { connected: false, provider: null, host: null, lastSyncedAt: null };

/** The address of a calendar, so that occasions are known before they come. */
export function CalendarPanel() {
  const { value, error, reload, set } = useLoad(me.calendar);
  const [isLeaving, setLeaving] = useState(false);
  return (
    <section class="panel calendar" aria-busy={value || error ? undefined : true}>
      <h2>Calendar</h2>
      {Boolean(error) && <Failure error={error} retry={reload} />}
      {value?.connected && (
        <div class="calendar-row">
          <p>
            Connected to <strong>{value.host}</strong>
            <span class="small soft">
              {value.lastSyncedAt ? `Read ${timeAgo(value.lastSyncedAt, Date.now())}` : "Not read yet"}
            </span>
          </p>
          <button type="button" class="button quiet" onClick={() => setLeaving(true)}>
            Disconnect
          </button>
        </div>
      )}
      {value && !value.connected && <Connect onConnect={(calendar) => set(() => calendar)} />}
      {isLeaving && (
        <Confirm
          title="Disconnect the calendar?"
          deed="Disconnect"
          done="The calendar is disconnected."
          act={async () => {
            await me.removeCalendar();
            set(() => NONE);
          }}
          onClose={() => setLeaving(false)}
        >
          <p>Its address is forgotten. To connect it again you need the address from your calendar’s settings.</p>
        </Confirm>
      )}
    </section>
  );
}

function Connect({ onConnect }: { onConnect: (calendar: Calendar) => void }) {
  const deed = useDeed();
  const [isEmpty, setEmpty] = useState(false);
  const connect = async (data: FormData) => {
    const url = String(data.get("url")).trim();
    setEmpty(url === "");
    if (url !== "") await deed.run(async () => onConnect(await me.putCalendar(url)), "The calendar is connected.");
  };
  const refused = deed.error ? (faultText("This address", deed.fields.url) ?? sentence(deed.error)) : undefined;
  return (
    <form class="form" onSubmit={onSubmit(connect)} noValidate>
      <p class="soft">
        With your calendar’s private iCal address, weddings and festivals in it can be planned for. It is kept secret,
        only read, and never shown again, not even to you.
      </p>
      <Field
        label="iCal address"
        hint="Begins with https:// or webcal:// and is in your calendar’s settings, often as “secret address”."
        error={isEmpty ? "Paste the address first." : refused}
      >
        {(given) => (
          <input
            {...given}
            class="field"
            name="url"
            type="url"
            inputMode="url"
            maxLength={2000}
            autocomplete="off"
            spellcheck={false}
          />
        )}
      </Field>
      <p>
        <button type="submit" class="button" aria-disabled={deed.busy}>
          {deed.busy ? "Checking…" : "Connect"}
        </button>
      </p>
    </form>
  );
}
