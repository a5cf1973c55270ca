import type { Membership, Plan, Standing } from "@stylegence/contracts/payment";
import { useEffect, useRef, useState } from "preact/hooks";
import { formatInstantWithYear } from "../../format/time.ts";
import { Bones, Failure } from "../../ui/parts.tsx";
import { useMembership } from "./membership.ts";
import { PlanCard } from "./plan-card.tsx";
import type { Purchase } from "./purchase.ts";

export function MembershipPage() {
  const { value, error, reload, purchase, buy, pending, deed } = useMembership();
  const [currency, setCurrency] = useState("INR");
  if (!value) return error ? <Failure error={error} retry={reload} /> : <Bones rows={2} />;
  const { membership } = value;
  const { standing, plans, onSale, wishes } = membership;
  const isBusy = purchase.at === "paying" || purchase.at === "processing";
  return (
    <>
      <Now standing={standing} plans={plans} />
      {Boolean(error) && <Failure error={error} retry={reload} />}
      {Boolean(deed) && <Failure error={deed} />}
      <State purchase={purchase} isPending={pending !== null} onRetry={(plan) => void buy(plan, currency)} />
      <section class="section" aria-labelledby="plans">
        <div class="section-head">
          <h2 id="plans">{standing.active ? "Extend your membership" : "Become a member"}</h2>
          <Currency plans={plans} chosen={currency} onChoose={setCurrency} />
        </div>
        <p>
          Keep up to {wishes.member.toLocaleString("en-IN")} wishes instead of {wishes.free.toLocaleString("en-IN")},
          each with price alerts. Paid once: nothing renews by itself.
        </p>
        {!onSale && <p class="notice">Nothing is sold at this stage of the site.</p>}
        <ul class="plans">
          {plans.map((plan) => (
            <li key={plan.plan}>
              <PlanCard
                offered={plan}
                currency={currency}
                isOnSale={onSale}
                isBusy={isBusy}
                onBuy={() => void buy(plan.plan, currency)}
              />
            </li>
          ))}
        </ul>
        <p class="soft">
          You can also <a href="/rewards">pay with points</a>. What you paid is under <a href="/payments">Payments</a>.
        </p>
      </section>
    </>
  );
}

interface NowProps {
  standing: Standing;
  plans: Membership["plans"];
}

function Now({ standing: { active, plan, endsAt }, plans }: NowProps) {
  const name = plans.find((one) => one.plan === plan)?.name ?? "Membership";
  return (
    <section class="panel standing" data-standing={active ? "active" : "none"} aria-live="polite">
      <h2>{active ? name : "You are not a member"}</h2>
      {active && endsAt && (
        <p>
          <span class="tag good">Active</span> until <time dateTime={endsAt}>{formatInstantWithYear(endsAt)}</time>
        </p>
      )}
      {!active && endsAt && (
        <p class="soft">
          Your membership ended on <time dateTime={endsAt}>{formatInstantWithYear(endsAt)}</time>.
        </p>
      )}
      {!active && !endsAt && <p class="soft">Everything is free to use; members have room for more.</p>}
    </section>
  );
}

interface StateProps {
  purchase: Purchase;
  /** A payment of another page, or from before this one was opened, is not settled. */
  isPending: boolean;
  onRetry: (plan: Plan) => void;
}

function State({ purchase, isPending, onRetry }: StateProps) {
  const failed = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (purchase.at === "failed") failed.current?.focus();
  }, [purchase]);
  if (purchase.at === "failed")
    return (
      <div class="notice failure" role="alert" tabIndex={-1} ref={failed} data-purchase="failed">
        <div>
          <p>
            <strong>The payment did not go through</strong>
          </p>
          <p>{purchase.text} If your bank does confirm it, your membership turns active here by itself.</p>
        </div>
        <button type="button" class="button" onClick={() => onRetry(purchase.plan)}>
          Try again
        </button>
      </div>
    );
  if (purchase.at === "processing" || (isPending && purchase.at === "idle"))
    return (
      <p class="notice" role="status" data-purchase="processing">
        <strong>Your payment is being confirmed.</strong> This takes a moment, now and then longer. You can leave: we
        tell you as soon as your membership is active.
      </p>
    );
  if (purchase.at === "closed")
    return (
      <p class="notice" role="status" data-purchase="closed">
        You closed the checkout before it was done. If your bank confirms a payment all the same, your membership turns
        active here by itself.
      </p>
    );
  return null;
}

interface CurrencyProps {
  plans: Membership["plans"];
  chosen: string;
  onChoose: (currency: string) => void;
}

function Currency({ plans, chosen, onChoose }: CurrencyProps) {
  const all = plans[0]?.prices.map(({ currency }) => currency) ?? [];
  if (all.length < 2) return null;
  return (
    <label class="currency">
      <span class="small soft">Pay in</span>
      <select class="field" value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
        {all.map((currency) => (
          <option key={currency} value={currency}>
            {currency}
          </option>
        ))}
      </select>
    </label>
  );
}
