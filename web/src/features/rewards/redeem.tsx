import type { Rewards } from "@stylegence/contracts/reward";
import { useRef, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { formatInstantWithYear } from "../../format/time.ts";
import { announce } from "../../ui/announce.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { purchaseKey } from "../payments/purchase.ts";
import { number, points } from "./words.ts";

type Redeemable = Rewards["redeemable"][number];

interface Props {
  redeemable: Redeemable[];
  spendable: number;
  onRedeemed: () => unknown;
}

/** What points buy. */
export function Redeem({ redeemable, spendable, onRedeemed }: Props) {
  /** What is asked for, and the key that makes a second try the same redemption. */
  const [asked, setAsked] = useState<{ of: Redeemable; key: string } | null>(null);

  const head = useRef<HTMLHeadingElement>(null);
  const isDone = useRef(false);

  async function redeem(): Promise<void> {
    if (!asked) return;
    const { endsAt } = await me.redeem({ plan: asked.of.plan, key: asked.key });
    announce(endsAt ? `You are a member until ${formatInstantWithYear(endsAt)}.` : "Done.");
    isDone.current = true;
    onRedeemed();
  }

  function close(): void {
    setAsked(null);
    // The button that was used may be gone now.
    if (isDone.current) requestAnimationFrame(() => head.current?.focus());
    isDone.current = false;
  }

  return (
    <section class="section" aria-labelledby="redeem">
      <div class="section-head">
        <h2 id="redeem" tabIndex={-1} ref={head}>
          Use your points
        </h2>
      </div>
      <ul class="plans">
        {redeemable.map((one) => (
          <li key={one.plan}>
            <article class="panel plan" data-plan={one.plan} aria-label={one.name}>
              <h3>{one.name}</h3>
              <p class="plan-price">
                <span class="price">{points(one.points)}</span> <span class="soft">for {one.days} days</span>
              </p>
              {one.enough ? (
                <button type="button" class="button" onClick={() => setAsked({ of: one, key: purchaseKey() })}>
                  Use {points(one.points)}
                  <span class="unseen"> for the {one.name.toLowerCase()}</span>
                </button>
              ) : (
                <p class="small soft">{number(one.points - spendable)} more to go.</p>
              )}
            </article>
          </li>
        ))}
      </ul>
      {asked && (
        <Confirm
          title={`Use ${points(asked.of.points)}?`}
          deed={`Use ${points(asked.of.points)}`}
          tone="plain"
          act={redeem}
          onClose={close}
        >
          <p>
            You get a {asked.of.name.toLowerCase()} of {asked.of.days} days, added to what you have. The points can't be
            taken back afterwards; {points(spendable - asked.of.points)} remain.
          </p>
        </Confirm>
      )}
    </section>
  );
}
