import type { Membership } from "@stylegence/contracts/payment";
import { formatMoney } from "../../format/money.ts";

interface Props {
  offered: Membership["plans"][number];
  currency: string;
  isOnSale: boolean;
  isBusy: boolean;
  onBuy: () => void;
}

export function PlanCard({ offered: { plan, name, days, prices }, currency, isOnSale, isBusy, onBuy }: Props) {
  const price = prices.find((one) => one.currency === currency) ?? prices[0];
  if (!price) return null;
  return (
    <article class="panel plan" data-plan={plan} aria-label={name}>
      <h3>{name}</h3>
      <p class="plan-price">
        <span class="price">{formatMoney(price)}</span> <span class="soft">for {days} days</span>
      </p>
      {isOnSale && (
        <button type="button" class="button" aria-disabled={isBusy} onClick={() => !isBusy && onBuy()}>
          Pay {formatMoney(price)}
          <span class="unseen"> for the {name.toLowerCase()}</span>
        </button>
      )}
    </article>
  );
}
