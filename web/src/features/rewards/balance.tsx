import type { Rewards } from "@stylegence/contracts/reward";
import { number, points, when } from "./words.ts";

/** What there is, and what is to come with when. */
export function Balance({ balance: { pending, spendable }, toCome }: Pick<Rewards, "balance" | "toCome">) {
  return (
    <section class="panel points-balance" aria-labelledby="balance" aria-live="polite">
      <h2 id="balance" class="unseen">
        Your balance
      </h2>
      <dl>
        <div>
          <dt>To spend</dt>
          <dd data-points="spendable">{number(spendable)}</dd>
        </div>
        <div>
          <dt>Pending</dt>
          <dd data-points="pending">{number(pending)}</dd>
        </div>
      </dl>
      {spendable < 0 && (
        <p class="notice">
          A purchase was returned after its points had been spent. The next {points(-spendable)} that you get make up
          for it.
        </p>
      )}
      {toCome.length > 0 && (
        <>
          <h3>On their way</h3>
          <ul class="points-coming">
            {toCome.map((one) => (
              <li key={`${one.from} ${one.on} ${one.points}`}>
                <strong>{points(one.points)}</strong> <span class="soft">{when(one)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
