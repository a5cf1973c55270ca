import type { Wish } from "@stylegence/contracts/wishlist";
import { formatMoney } from "../../format/money.ts";
import { pathOf } from "../product/path.ts";
import { AVAILABILITY_LABELS } from "../search/labels.ts";
import { WishPicture } from "../wishlist/wish-picture.tsx";

/** A wish as a card, as products are shown everywhere. */
export function WishCard({ wish }: { wish: Wish }) {
  const { product, offer, drop } = wish;
  return (
    <article class="card">
      <WishPicture wish={wish} sizes="(min-width: 60rem) 15rem, 44vw" />
      <div>
        {product.brand && <p class="card-brand">{product.brand.name}</p>}
        <h3 class="card-title">
          <a href={pathOf(product)}>{product.title}</a>
        </h3>
        <p class="card-price">
          {offer ? (
            <span class="price">{formatMoney(offer.price)}</span>
          ) : (
            <span class="soft">{AVAILABILITY_LABELS[wish.availability]}</span>
          )}
          {offer && drop && (
            <s class="mrp">
              <span class="unseen">before </span>
              {formatMoney(drop.from)}
            </s>
          )}
        </p>
      </div>
    </article>
  );
}
