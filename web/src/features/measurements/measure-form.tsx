import { BODY_TYPES, type MetricName } from "@stylegence/contracts/body";
import type { MetricsInput, MyMetrics } from "@stylegence/contracts/metrics";
import { useRef, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { useDeed } from "../../ui/deed.ts";
import { faultText } from "../../ui/fault.ts";
import { Failure, Field, onSubmit } from "../../ui/parts.tsx";
import { dayInIndia } from "../profile/profile.ts";
import { Figure, NUMBERS } from "./figure.tsx";
import { BODY_TYPE_LABELS, MEASURES, measureFault, parseMeasure, type Units, unitOf, written } from "./metrics.ts";

interface Props {
  metrics: MyMetrics["metrics"];
  units: Units;
  onUnits: (units: Units) => void;
  onSaved: () => Promise<void>;
}

type Faults = Partial<Record<MetricName, string>>;

/** Takes measurements, with a drawing of where the tape goes. */
export function MeasureForm({ metrics, units, onUnits, onSaved }: Props) {
  const deed = useDeed();
  const [active, setActive] = useState<MetricName | null>(null);
  const [faults, setFaults] = useState<Faults>({});
  const today = dayInIndia(new Date());
  const form = useRef<HTMLFormElement>(null);
  const known = useRef<Known>({});
  known.current = knownOf(metrics, units, known.current);

  /** What is typed already is written in the other units. */
  function switchUnits(next: Units): void {
    for (const { name } of MEASURES) {
      const input = form.current?.elements.namedItem(name) as HTMLInputElement;
      const value = measuredIn(name, input.value, known.current, units);
      if (value === undefined) continue;
      input.value = written(name, value, next);
      known.current[name] = { text: input.value, value };
    }
    setFaults({});
    onUnits(next);
  }

  async function save(data: FormData) {
    const { values, wrong } = read(data, known.current, units);
    setFaults(wrong);
    const first = Object.keys(wrong)[0];
    if (first) return (form.current?.elements.namedItem(first) as HTMLElement | null)?.focus();
    const day = String(data.get("day"));
    const input: MetricsInput = {
      ...values,
      bodyType: (String(data.get("bodyType")) || null) as MetricsInput["bodyType"],
      notes: String(data.get("notes")).trim() || null,
      // A day before today counts from its noon, today from now.
      ...(day && day < today ? { measuredAt: `${day}T12:00:00.000Z` } : {}),
    };
    const isSaved = await deed.run(() => me.putMetrics(input), "Saved. Only you can see them.");
    if (isSaved) await onSaved();
  }

  return (
    <section class="panel">
      <div class="panel-head">
        <h2>{metrics ? "Your measurements" : "Measure once"}</h2>
        <fieldset class="units">
          <legend class="unseen">Units</legend>
          {(["metric", "imperial"] as const).map((one) => (
            <label key={one} class="chip">
              <input type="radio" name="units" value={one} checked={units === one} onChange={() => switchUnits(one)} />
              {one === "metric" ? "cm, kg" : "in, lb"}
            </label>
          ))}
        </fieldset>
      </div>
      <p class="soft panel-note">
        Use a soft tape over thin clothes, level and not tight. Fill in what you like: each one makes sizes more
        certain.
      </p>
      <form class="measure" ref={form} onSubmit={onSubmit(save)} noValidate>
        <Figure active={active} />
        <div class="form two">
          {MEASURES.map(({ name, label, how }) => (
            <Field
              key={name}
              label={
                <>
                  {NUMBERS.includes(name) && <span class="figure-number">{NUMBERS.indexOf(name) + 1}</span>}
                  {label} <span class="soft">({unitOf(name, units)})</span>
                </>
              }
              hint={name === "heightCm" && units === "imperial" ? `${how} 5'6" is 66 in.` : how}
              error={faults[name] ?? faultText(label, deed.fields[name])}
            >
              {(given) => (
                <input
                  {...given}
                  class="field"
                  name={name}
                  inputMode={units === "imperial" && name === "heightCm" ? "text" : "decimal"}
                  autocomplete="off"
                  maxLength={14}
                  defaultValue={written(name, metrics?.[name] ?? null, units)}
                  onFocus={() => setActive(name)}
                />
              )}
            </Field>
          ))}
          <Field
            label="Shape"
            hint="As you would say of yourself."
            error={faultText("This shape", deed.fields.bodyType)}
          >
            {(given) => (
              <select {...given} class="field" name="bodyType">
                <option value="">Rather not say</option>
                {BODY_TYPES.map((type) => (
                  <option key={type} value={type} selected={type === metrics?.bodyType}>
                    {BODY_TYPE_LABELS[type]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="Measured on" error={faultText("This day", deed.fields.measuredAt)}>
            {(given) => (
              <input
                {...given}
                class="field"
                name="day"
                type="date"
                min="1950-01-01"
                max={today}
                defaultValue={today}
              />
            )}
          </Field>
          <div class="wide">
            <Field label="Note to yourself" error={faultText("This note", deed.fields.notes)}>
              {(given) => (
                <textarea
                  {...given}
                  class="field"
                  name="notes"
                  rows={2}
                  maxLength={500}
                  defaultValue={metrics?.notes ?? ""}
                />
              )}
            </Field>
          </div>
          {Boolean(deed.error) && Object.keys(deed.fields).length === 0 && (
            <div class="wide">
              <Failure error={deed.error} />
            </div>
          )}
          <p class="wide">
            <button type="submit" class="button" aria-disabled={deed.busy}>
              {deed.busy ? "Saving…" : "Save measurements"}
            </button>
          </p>
        </div>
      </form>
    </section>
  );
}

/** What stands in a field, and the exact value that it was written from. */
type Known = Partial<Record<MetricName, { text: string; value: number | null }>>;

function knownOf(metrics: MyMetrics["metrics"], units: Units, known: Known): Known {
  const begun = MEASURES.map(({ name }) => {
    const value = metrics?.[name] ?? null;
    return [name, known[name] ?? { text: written(name, value, units), value }];
  });
  return Object.fromEntries(begun);
}

/** A field that nobody touched keeps its value to the last digit, whatever the units. */
function measuredIn(name: MetricName, text: string, known: Known, units: Units): number | null | undefined {
  const before = known[name];
  return before?.text === text ? before.value : parseMeasure(name, text, units);
}

/** What was typed, in the units that are kept, and what of it cannot be. */
function read(data: FormData, known: Known, units: Units) {
  const values: Partial<Record<MetricName, number | null>> = {};
  const wrong: Faults = {};
  for (const { name } of MEASURES) {
    const value = measuredIn(name, String(data.get(name)), known, units);
    const fault = measureFault(name, value, units);
    if (fault) wrong[name] = fault;
    else values[name] = value ?? null;
  }
  const isEmpty = Object.values(values).every((value) => value === null) && !data.get("bodyType");
  if (isEmpty && Object.keys(wrong).length === 0) wrong.heightCm = "Fill in at least one.";
  return { values, wrong };
}
