import type { Wish, WishAlerts } from "@stylegence/contracts/wishlist";
import { useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { formatMoney, parseAmount, toDecimal } from "../../format/money.ts";
import { optimistic, useDeed } from "../../ui/deed.ts";
import { Failure, Field, onSubmit, Switch } from "../../ui/parts.tsx";
import { ALERT_LABELS, NOTE_CHARACTERS } from "./wish.ts";

interface Props {
  wish: Wish;
  onChange: (change: (wish: Wish) => Wish) => void;
}

/** The target price, of what to be told, and a note. */
export function WishAlertsForm({ wish, onChange }: Props) {
  const currency = (wish.targetPrice ?? wish.offer?.price ?? wish.addedPrice)?.currency ?? "INR";
  const deed = useDeed();
  const [wrong, setWrong] = useState("");

  function setAlert(name: keyof WishAlerts, on: boolean): void {
    const having = (value: boolean) => (now: Wish) => ({ ...now, alerts: { ...now.alerts, [name]: value } });
    void optimistic(onChange, having(on), having(!on), () =>
      me.putWish(wish.variantId, { alerts: { ...wish.alerts, [name]: on } }),
    );
  }

  async function save(data: FormData): Promise<void> {
    const typed = String(data.get("target")).trim();
    const amount = typed === "" ? null : parseAmount(typed, currency);
    if (typed !== "" && !amount) return setWrong("Write a price, such as 999.");
    setWrong("");
    const targetPrice = amount === null ? null : { amount, currency };
    const note = String(data.get("note")).trim() || null;
    await deed.run(async () => {
      const saved = await me.putWish(wish.variantId, { targetPrice, note });
      onChange(() => saved);
    }, "Saved.");
  }

  return (
    <div class="wish-panel">
      <form class="wish-target" onSubmit={onSubmit(save)} noValidate>
        <Field
          label="Target price"
          hint={wish.offer ? `Now ${formatMoney(wish.offer.price)}. Leave empty for none.` : "Leave empty for none."}
          error={wrong || deed.fields.targetPrice}
        >
          {(given) => (
            <input
              {...given}
              class="field"
              name="target"
              inputMode="decimal"
              autocomplete="off"
              defaultValue={wish.targetPrice ? toDecimal(wish.targetPrice).replace(/\.0+$/, "") : ""}
            />
          )}
        </Field>
        <Field label="Note to yourself" error={deed.fields.note}>
          {(given) => (
            <input
              {...given}
              class="field"
              name="note"
              maxLength={NOTE_CHARACTERS}
              autocomplete="off"
              defaultValue={wish.note ?? ""}
            />
          )}
        </Field>
        <button type="submit" class="button" aria-disabled={deed.busy}>
          Save
        </button>
        {Boolean(deed.error) && Object.keys(deed.fields).length === 0 && <Failure error={deed.error} />}
      </form>
      <fieldset>
        <legend>Tell me of</legend>
        {(Object.keys(ALERT_LABELS) as (keyof WishAlerts)[]).map((name) => (
          <Switch
            key={name}
            label={ALERT_LABELS[name]}
            checked={wish.alerts[name] && (name !== "belowTarget" || wish.targetPrice !== null)}
            disabled={name === "belowTarget" && wish.targetPrice === null}
            onChange={(on) => setAlert(name, on)}
          />
        ))}
      </fieldset>
    </div>
  );
}
