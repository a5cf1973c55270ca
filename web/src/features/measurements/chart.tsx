import type { MetricName } from "@stylegence/contracts/body";
import type { MetricsRecord } from "@stylegence/contracts/metrics";
import { useState } from "preact/hooks";
import { formatDayWithYear } from "../../format/time.ts";
import { Field } from "../../ui/parts.tsx";
import { dayInIndia } from "../profile/profile.ts";
import { charted, MEASURES, measureText, placesOf, pointsOf, type Units } from "./metrics.ts";

const WIDTH = 300;
const HEIGHT = 80;
const dayOf = (iso: string) => formatDayWithYear(dayInIndia(new Date(iso)));

/** One measurement over time; nothing where none was taken twice. */
export function Chart({ records, units }: { records: MetricsRecord[]; units: Units }) {
  const names = charted(records);
  const [wanted, setWanted] = useState<MetricName>("waistCm");
  const name = names.includes(wanted) ? wanted : names[0];
  if (!name) return null;
  const points = pointsOf(records, name);
  const places = placesOf(points, WIDTH, HEIGHT);
  const [first, last] = [points[0]!, points.at(-1)!];
  const label = MEASURES.find((measure) => measure.name === name)!.label;
  const said = `${label}: ${measureText(name, first.value, units)} on ${dayOf(first.at)}, ${measureText(name, last.value, units)} on ${dayOf(last.at)}.`;
  return (
    <div class="over-time">
      <Field label="Over time">
        {(given) => (
          <select
            {...given}
            class="field"
            value={name}
            onChange={(event) => setWanted(event.currentTarget.value as MetricName)}
          >
            {MEASURES.filter((measure) => names.includes(measure.name)).map((measure) => (
              <option key={measure.name} value={measure.name}>
                {measure.label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <figure>
        <svg viewBox={`-8 -8 ${WIDTH + 16} ${HEIGHT + 16}`} role="img" aria-label={said}>
          <polyline points={places.map(({ x, y }) => `${x},${y}`).join(" ")} />
          {places.map(({ x, y }, index) => (
            <circle key={points[index]!.at} cx={x} cy={y} r="4" />
          ))}
        </svg>
        <figcaption class="small soft" aria-hidden="true">
          <span>
            {measureText(name, first.value, units)}, {dayOf(first.at)}
          </span>
          <span>
            {measureText(name, last.value, units)}, {dayOf(last.at)}
          </span>
        </figcaption>
      </figure>
    </div>
  );
}
