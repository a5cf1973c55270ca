import type { Profile, ProfileInput } from "@stylegence/contracts/shopper";
import { useMemo } from "preact/hooks";
import { faultText } from "../../ui/fault.ts";
import { Field } from "../../ui/parts.tsx";
import type { Option } from "../../ui/pick.ts";
import type { Changes } from "./changes.ts";
import { currencyOptions, PREFERRED_SYSTEMS, SIZE_SYSTEMS } from "./profile.ts";

/** How prices and sizes are shown. */
export function Display({ profile, changes: { save, fields } }: { profile: Profile; changes: Changes }) {
  const { common, others } = useMemo(() => {
    const names = new Intl.DisplayNames("en-IN", { type: "currency" });
    return currencyOptions(Intl.supportedValuesOf("currency"), (code) => names.of(code));
  }, []);
  return (
    <section class="panel">
      <h2>Prices and sizes</h2>
      <div class="form two">
        <Field label="Currency" error={faultText("This", fields.preferredCurrency)}>
          {(given) => (
            <select
              {...given}
              class="field"
              value={profile.preferredCurrency}
              onChange={(event) => save({ preferredCurrency: event.currentTarget.value })}
            >
              <optgroup label="Often used">{common.map(optionOf)}</optgroup>
              <optgroup label="Others">{others.map(optionOf)}</optgroup>
            </select>
          )}
        </Field>
        <Field label="Size system" error={faultText("This", fields.preferredSizeSystem)}>
          {(given) => (
            <select
              {...given}
              class="field"
              value={profile.preferredSizeSystem}
              onChange={(event) =>
                save({
                  preferredSizeSystem: event.currentTarget.value as NonNullable<ProfileInput["preferredSizeSystem"]>,
                })
              }
            >
              {PREFERRED_SYSTEMS.map((system) => (
                <option key={system} value={system}>
                  {SIZE_SYSTEMS[system]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
    </section>
  );
}

const optionOf = ({ value, label }: Option) => (
  <option key={value} value={value}>
    {label}
  </option>
);
