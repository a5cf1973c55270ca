import type { Wish, WishLink, WishLinkAnswer } from "@stylegence/contracts/wishlist";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { announce } from "../../ui/announce.ts";
import { sentence } from "../../ui/failure.ts";
import { Bones, Failure, More } from "../../ui/parts.tsx";
import { Links, Paste } from "./paste.tsx";
import { changed, having } from "./wish.ts";
import { WishRow } from "./wish-row.tsx";
import { useWishes } from "./wishes.ts";

export function Wishlist() {
  const wishes = useWishes();
  const [back, setBack] = useState("");
  const { value: list, error } = wishes;

  function answered({ wish, link }: WishLinkAnswer): void {
    if (wish) announce(`${wish.product.title} is on your wishlist.`);
    wishes.set((now) => {
      const withWish = wish ? having(now, wish) : now;
      return link
        ? { ...withWish, links: [link, ...withWish.links.filter(({ linkId }) => linkId !== link.linkId)] }
        : withWish;
    });
  }

  function bringBack(wish: Wish): void {
    setBack(wish.variantId);
    wishes.undo(wish);
  }

  async function dismiss({ linkId }: WishLink): Promise<void> {
    wishes.set((now) => ({ ...now, links: now.links.filter((link) => link.linkId !== linkId) }));
    await me.removeLink(linkId).catch((cause: unknown) => {
      announce(sentence(cause), "bad");
      wishes.refresh();
    });
  }

  if (!list) return error ? <Failure error={error} retry={wishes.reload} /> : <Bones />;
  return (
    <>
      <Paste onAnswer={answered} />
      <Links links={list.links} onDismiss={(link) => void dismiss(link)} />
      {Boolean(error) && <Failure error={error} retry={wishes.reload} />}
      {list.items.length === 0 && list.links.length === 0 && <Empty />}
      {list.count > 0 && (
        <p class="soft small wish-count">
          {list.count === 1 ? "1 wish" : `${list.count} wishes`}
          {list.count >= list.limit * 0.9 && ` of at most ${list.limit}`}
        </p>
      )}
      <ul class="wishes" id="wishes" tabIndex={-1} aria-label="Wishes">
        {list.items.map((wish) => (
          <li key={wish.variantId}>
            {wishes.leaving.has(wish.variantId) ? (
              <Leaving wish={wish} onUndo={() => bringBack(wish)} />
            ) : (
              <WishRow
                wish={wish}
                isBack={back === wish.variantId}
                onChange={(change) => wishes.set((now) => changed(now, wish.variantId, change))}
                onRemove={() => wishes.remove(wish)}
              />
            )}
          </li>
        ))}
      </ul>
      <More cursor={list.nextCursor} busy={wishes.isMore} onMore={wishes.more} />
    </>
  );
}

/** In the place of a wish that goes; the focus stays where it was, on what brings it back. */
function Leaving({ wish, onUndo }: { wish: Wish; onUndo: () => void }) {
  const undo = useRef<HTMLButtonElement>(null);
  // Before anything is painted: the next key already is for it.
  useLayoutEffect(() => {
    const button = undo.current;
    button?.focus({ preventScroll: true });
    announce(`Removed ${wish.product.title}.`);
    return () => {
      // The focus does not go with it.
      if (document.activeElement === button) document.getElementById("wishes")?.focus({ preventScroll: true });
    };
  }, [wish.product.title]);
  return (
    <p class="wish-leaving">
      <span>Removed “{wish.product.title}”.</span>
      <button type="button" class="text-button" ref={undo} onClick={onUndo}>
        Undo<span class="unseen"> removing {wish.product.title}</span>
      </button>
    </p>
  );
}

function Empty() {
  return (
    <div class="nothing">
      <h2>Nothing here yet</h2>
      <p>
        Tap the heart on anything you like, or paste the address of a product from any shop above. We watch its price at
        every shop that sells it and tell you when it falls.
      </p>
      <ul class="chips">
        <li>
          <a class="chip" href="/search?sort=price_drop">
            Prices that just fell
          </a>
        </li>
        <li>
          <a class="chip" href="/search?sort=newest">
            Newest
          </a>
        </li>
        <li>
          <a class="chip" href="/brands">
            Brands
          </a>
        </li>
      </ul>
    </div>
  );
}
