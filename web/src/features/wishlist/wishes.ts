import type { Wish, Wishlist } from "@stylegence/contracts/wishlist";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { announce } from "../../ui/announce.ts";
import { sentence } from "../../ui/failure.ts";
import { Later } from "../../ui/later.ts";
import { useOwnLive } from "../../ui/live.ts";
import { extended, refreshed, useLoad } from "../../ui/load.ts";
import { soon } from "../../ui/soon.ts";
import { having, replaced, without } from "./wish.ts";

const PAGE = 24;
const UNDO_MS = 8000;

const keyOf = (wish: Wish) => wish.variantId;
const isBelow = (wish: Wish, last: Wish) => wish.addedAt < last.addedAt;

/** The shopper's wishlist as far as it is shown, kept in step with what happens elsewhere. */
export function useWishes() {
  const shown = useRef<Wishlist | null>(null);
  const load = useLoad(async () => {
    const fresh = await me.wishlist({ limit: PAGE });
    return { ...fresh, ...refreshed(shown.current, fresh, keyOf, isBelow) };
  });
  shown.current = load.value;
  const [isMore, setMore] = useState(false);
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set());
  const later = useMemo(() => new Later(), []);
  const refresh = useMemo(() => soon(load.reload), [load.reload]);

  useEffect(() => {
    const flush = () => later.flush();
    addEventListener("pagehide", flush);
    return () => removeEventListener("pagehide", flush);
  }, [later]);

  useOwnLive("wishlist", (news) => {
    if (news.type === "refused") return;
    const variantId = news.type === "event" ? news.data?.variantId : undefined;
    const known = shown.current?.items.find((wish) => wish.variantId === variantId);
    if (news.type === "event" && news.data?.change === "changed" && known) void again(known);
    else refresh();
  });

  /** Only those of one product are asked for anew, wherever in the list they stand. */
  async function again({ product }: Wish): Promise<void> {
    try {
      const { items } = await me.wishlist({ groupId: product.groupId });
      load.set((list) => items.reduce(replaced, list));
    } catch {
      refresh();
    }
  }

  async function more(): Promise<void> {
    const cursor = load.value?.nextCursor;
    if (!cursor || isMore) return;
    setMore(true);
    try {
      const next = await me.wishlist({ limit: PAGE, cursor });
      load.set((list) => ({ ...list, ...extended(list, next, keyOf) }));
    } catch (error) {
      announce(sentence(error), "bad");
    } finally {
      setMore(false);
    }
  }

  const mark = (variantId: string, isLeaving: boolean) =>
    setLeaving((now) => {
      const next = new Set(now);
      if (isLeaving) next.add(variantId);
      else next.delete(variantId);
      return next;
    });

  /** Shown as gone at once, and removed when nobody has taken it back. */
  function remove({ variantId }: Wish): void {
    mark(variantId, true);
    later.plan(variantId, UNDO_MS, () => void takeAway(variantId));
  }

  async function takeAway(variantId: string): Promise<void> {
    const list = shown.current;
    const at = list?.items.findIndex((wish) => wish.variantId === variantId) ?? -1;
    const wish = list?.items[at];
    mark(variantId, false);
    load.set((now) => without(now, variantId));
    try {
      await me.removeWish(variantId);
    } catch (error) {
      if (wish) load.set((now) => having(now, wish, at));
      announce(sentence(error), "bad");
    }
  }

  function undo({ variantId }: Wish): void {
    if (later.cancel(variantId)) mark(variantId, false);
  }

  return { ...load, refresh, isMore, more, leaving, remove, undo };
}
