import { useEffect, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { formatInstant } from "../../format/time.ts";
import { type PushState, pushState, turnOff, turnOn } from "../../push/push.ts";
import { announce } from "../../ui/announce.ts";
import { useDeed } from "../../ui/deed.ts";
import { sentence } from "../../ui/failure.ts";
import { useLoad } from "../../ui/load.ts";
import { Failure, Switch } from "../../ui/parts.tsx";
import { browserName } from "./browser-name.ts";

const HINTS: Record<PushState, string> = {
  unsupported: "This browser, or this stage of the site, can't show them.",
  blocked: "You have blocked them for this site. Allow them in the browser's settings first.",
  off: "Shown by the browser, also while the site is closed.",
  on: "Shown by the browser, also while the site is closed.",
};

/** Web push in this browser, and the other browsers that show it. */
export function Devices() {
  const [state, setState] = useState<PushState | null>(null);
  const devices = useLoad(me.devices);
  const deed = useDeed();
  useEffect(() => {
    pushState().then(setState, () => setState("off"));
  }, []);

  async function flip(on: boolean): Promise<void> {
    await deed.run(async () => {
      if (on) setState(await turnOn(browserName(navigator.userAgent)));
      else {
        await turnOff();
        setState("off");
      }
      await devices.reload();
    });
  }

  async function remove(subscriptionId: string): Promise<void> {
    const before = devices.value;
    devices.set((now) => ({ ...now, items: now.items.filter((one) => one.subscriptionId !== subscriptionId) }));
    await me.removeDevice(subscriptionId).catch((error: unknown) => {
      if (before) devices.set(() => before);
      announce(sentence(error), "bad");
    });
    setState(await pushState().catch(() => state));
  }

  return (
    <section class="panel" aria-label="Push">
      <h2>Push</h2>
      <Switch
        label="Push notifications in this browser"
        hint={state ? HINTS[state] : "Looking at this browser…"}
        checked={state === "on"}
        disabled={state === null || state === "unsupported" || state === "blocked" || deed.busy}
        onChange={flip}
      />
      {Boolean(deed.error) && <Failure error={deed.error} />}
      {devices.value && devices.value.items.length > 0 && (
        <ul class="devices" aria-label="Browsers that show them">
          {devices.value.items.map(({ subscriptionId, label, createdAt }) => (
            <li key={subscriptionId}>
              <span>
                {label ?? "A browser"} <span class="small soft">since {formatInstant(createdAt)}</span>
              </span>
              <button type="button" class="text-button" onClick={() => void remove(subscriptionId)}>
                Remove<span class="unseen"> {label ?? "this browser"}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
