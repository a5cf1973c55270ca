import type { Person } from "@stylegence/contracts/shopper";
import { ApiError } from "../../account/api.ts";
import { me } from "../../account/me.ts";
import { formatInstant } from "../../format/time.ts";
import { useLoad } from "../../ui/load.ts";
import { Dialog, Failure } from "../../ui/parts.tsx";
import { MEASURES, measureText } from "../measurements/metrics.ts";

/** Another's measurements, as far as they allow it now. */
export function TheirMetrics({ person, onClose }: { person: Person; onClose: () => void }) {
  const { value, error, reload } = useLoad(() => me.metricsOf(person.userId));
  const isHidden = error instanceof ApiError && error.status === 404;
  return (
    <Dialog title={`Measurements of ${person.name}`} onClose={onClose}>
      {isHidden && <p>{person.name} has none, or does not share them with you now.</p>}
      {Boolean(error) && !isHidden && <Failure error={error} retry={reload} />}
      {!value && !error && <p class="soft">Loading…</p>}
      {value && (
        <>
          <dl class="their-metrics">
            {MEASURES.filter(({ name }) => value[name] !== null).map(({ name, label }) => (
              <div key={name}>
                <dt>{label}</dt>
                <dd>{measureText(name, value[name]!, "metric")}</dd>
              </div>
            ))}
          </dl>
          <p class="small soft">Measured on {formatInstant(value.measuredAt)}. Please keep them to yourself.</p>
        </>
      )}
    </Dialog>
  );
}
