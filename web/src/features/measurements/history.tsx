import type { MetricsRecord } from "@stylegence/contracts/metrics";
import { useRef, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { formatDayWithYear } from "../../format/time.ts";
import { announce } from "../../ui/announce.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { sentence } from "../../ui/failure.ts";
import { Icon } from "../../ui/icon.tsx";
import { extended, useLoad } from "../../ui/load.ts";
import { Failure, More } from "../../ui/parts.tsx";
import { dayInIndia } from "../profile/profile.ts";
import { Chart } from "./chart.tsx";
import { BODY_TYPE_LABELS, recordText, type Units } from "./metrics.ts";

const PAGE = 20;
const keyOf = ({ metricsId }: MetricsRecord) => metricsId;
export const dayOf = (iso: string) => formatDayWithYear(dayInIndia(new Date(iso)));

/** What was measured before, to look at and to delete. */
export function History({ units, onGone }: { units: Units; onGone: () => Promise<void> }) {
  const { value, error, reload, set } = useLoad(() => me.metricsHistory({ limit: PAGE }));
  const [isMore, setMore] = useState(false);
  const [leaving, setLeaving] = useState<MetricsRecord | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  if (!value && !error) return null;

  async function more(): Promise<void> {
    if (!value?.nextCursor || isMore) return;
    setMore(true);
    try {
      const next = await me.metricsHistory({ limit: PAGE, cursor: value.nextCursor });
      set((now) => extended(now, next, keyOf));
    } catch (cause) {
      announce(sentence(cause), "bad");
    } finally {
      setMore(false);
    }
  }

  async function forget({ metricsId }: MetricsRecord): Promise<void> {
    await me.forgetMetrics(metricsId);
    set((now) => ({ ...now, items: now.items.filter((record) => record.metricsId !== metricsId) }));
    await onGone();
  }

  return (
    <section class="panel">
      <h2 ref={heading} tabIndex={-1}>
        History
      </h2>
      {Boolean(error) && <Failure error={error} retry={reload} />}
      {value?.items.length === 0 && <p class="soft">Nothing yet. What you save is listed here by day.</p>}
      {value && <Chart records={value.items} units={units} />}
      <ol class="measured">
        {value?.items.map((record) => (
          <li key={record.metricsId}>
            <div>
              <p>
                <strong>
                  <time dateTime={record.measuredAt}>{dayOf(record.measuredAt)}</time>
                </strong>
              </p>
              <p class="small">
                {[recordText(record, units), record.bodyType && BODY_TYPE_LABELS[record.bodyType].split(":")[0]]
                  .filter(Boolean)
                  .join(", ")}
              </p>
              {record.notes && <p class="small soft">“{record.notes}”</p>}
            </div>
            <button
              type="button"
              class="icon-button"
              aria-label={`Delete what was measured on ${dayOf(record.measuredAt)}`}
              onClick={() => setLeaving(record)}
            >
              <Icon name="close" size={18} />
            </button>
          </li>
        ))}
      </ol>
      <More cursor={value?.nextCursor ?? null} busy={isMore} onMore={more} />
      {leaving && (
        <Confirm
          title={`Delete ${dayOf(leaving.measuredAt)}?`}
          deed="Delete"
          done="Deleted."
          act={() => forget(leaving)}
          onClose={() => {
            setLeaving(null);
            heading.current?.focus();
          }}
        >
          <p>This entry of the history is deleted and can’t be brought back.</p>
        </Confirm>
      )}
    </section>
  );
}
