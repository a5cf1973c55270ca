import type { Wish } from "@stylegence/contracts/wishlist";
import { useEffect, useRef, useState } from "preact/hooks";
import { formatMoney } from "../../format/money.ts";
import { timeAgo } from "../../format/time.ts";
import { Icon } from "../../ui/icon.tsx";
import { pathOf, wayOut } from "../product/path.ts";
import { AVAILABILITY_LABELS } from "../search/labels.ts";
import { alertSummary, changeOf, variantText } from "./wish.ts";
import { WishAlertsForm } from "./wish-alerts.tsx";
import { WishPicture } from "./wish-picture.tsx";

interface Props {
  wish: Wish;
  /** Its removal was just taken back. */
  isBack: boolean;
  onChange: (change: (wish: Wish) => Wish) => void;
  onRemove: () => void;
}

export function WishRow({ wish, isBack, onChange, onRemove }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { product, offer } = wish;
  const variant = variantText(wish.variant);
  const change = changeOf(wish);
  const remove = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isBack) remove.current?.focus({ preventScroll: true });
  }, [isBack]);
  const first = useRef(offer?.price.amount);
  const isFresh = first.current !== offer?.price.amount;
  return (
    <article class="wish" data-wish-row={wish.variantId} aria-label={product.title}>
      <WishPicture wish={wish} />
      <div class="wish-main">
        {product.brand && <p class="card-brand">{product.brand.name}</p>}
        <h2 class="wish-title">
          <a href={pathOf(product)}>{product.title}</a>
        </h2>
        <p class="small soft">
          {variant && `${variant} · `}added <time dateTime={wish.addedAt}>{timeAgo(wish.addedAt, Date.now())}</time>
        </p>
        <p class={isFresh ? "card-price fresh" : "card-price"}>
          {offer ? (
            <>
              <span class="price">{formatMoney(offer.price)}</span>
              {offer.mrp && offer.discount > 0 && (
                <s class="mrp">
                  <span class="unseen">MRP </span>
                  {formatMoney(offer.mrp)}
                </s>
              )}
            </>
          ) : (
            <span class="tag bad">{AVAILABILITY_LABELS[wish.availability]}</span>
          )}
        </p>
        {(change || wish.targetMet) && (
          <p class="wish-change">
            {wish.targetMet && wish.targetPrice && (
              <span class="tag deal">At your target of {formatMoney(wish.targetPrice)}</span>
            )}
            {change && <span class={`small trend ${change.tone}`}>{change.text}</span>}
          </p>
        )}
        {wish.note && <p class="small wish-note">“{wish.note}”</p>}
        {offer && (
          <a
            class="button quiet wish-act"
            href={wayOut(offer.listingId)}
            rel="sponsored nofollow noopener"
            target="_blank"
          >
            Go to {offer.source.name}
            <span class="unseen"> for {product.title}, opens a new tab</span>
            <Icon name="out" size={16} />
          </a>
        )}
      </div>
      <button
        type="button"
        ref={remove}
        class="icon-button wish-remove"
        aria-label={`Remove ${product.title}`}
        title="Remove"
        onClick={onRemove}
      >
        <Icon name="close" size={18} />
      </button>
      <details class="wish-alerts" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <Icon name="bell" size={18} />
          <span>
            Alerts<span class="unseen"> for {product.title}</span>: <span class="soft">{alertSummary(wish)}</span>
          </span>
        </summary>
        {isOpen && <WishAlertsForm wish={wish} onChange={onChange} />}
      </details>
    </article>
  );
}
