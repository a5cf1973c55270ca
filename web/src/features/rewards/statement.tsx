import type { RewardEntry } from "@stylegence/contracts/reward";
import { formatInstantWithYear } from "../../format/time.ts";
import { More } from "../../ui/parts.tsx";
import { change, meaning } from "./words.ts";

interface Props {
  items: RewardEntry[];
  nextCursor: string | null;
  busy: boolean;
  onMore: () => unknown;
}

/** Everything that ever moved the points, newest first. */
export function Statement({ items, nextCursor, busy, onMore }: Props) {
  return (
    <section class="section" aria-labelledby="statement">
      <div class="section-head">
        <h2 id="statement">Statement</h2>
      </div>
      {items.length === 0 ? (
        <div class="nothing">
          <h3>Nothing yet</h3>
          <p>
            Buy at a shop through our links while you are signed in, or review what you bought, and your points stand
            here.
          </p>
        </div>
      ) : (
        <ul class="points-entries">
          {items.map((entry) => (
            <li key={entry.entryId}>
              <p>
                {entry.reason}
                <span class="small soft">
                  {meaning(entry)}, <time dateTime={entry.at}>{formatInstantWithYear(entry.at)}</time>
                </span>
              </p>
              <p class={entry.spendable > 0 ? "points-change good" : "points-change"}>
                {change(entry)}
                <span class="unseen"> points</span>
              </p>
            </li>
          ))}
        </ul>
      )}
      <More cursor={nextCursor} busy={busy} onMore={onMore} />
    </section>
  );
}
