import type { Purchase, Purchases, Receipt } from "@stylegence/contracts/purchase";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { formatMoney } from "../../format/money.ts";
import { formatInstantWithYear } from "../../format/time.ts";
import { announce } from "../../ui/announce.ts";
import { sentence } from "../../ui/failure.ts";
import { useOwnLive } from "../../ui/live.ts";
import { extended, refreshed, useLoad } from "../../ui/load.ts";
import { Bones, Failure, More } from "../../ui/parts.tsx";
import { soon } from "../../ui/soon.ts";
import { Claim } from "./claim.tsx";
import { Thing } from "./thing.tsx";
import { isRunning, proofText, stateText } from "./words.ts";

const PAGE = 20;
/** Where nothing tells that a receipt was read, it is asked for. */
const ASK_MS = 5000;
const keyOf = ({ purchaseId }: Purchase) => purchaseId;
const isBelow = (one: Purchase, last: Purchase) => one.boughtAt < last.boughtAt;

export function PurchasesPage() {
  const shown = useRef<Purchases | null>(null);
  const load = useLoad(async () => {
    const fresh = await me.purchases({ limit: PAGE });
    return { ...fresh, ...refreshed(shown.current, fresh, keyOf, isBelow) };
  });
  const { value, error, reload } = load;
  shown.current = value;
  const [isMore, setMore] = useState(false);
  const refresh = useMemo(() => soon(reload), [reload]);
  useOwnLive("uploads", (news) => news.type !== "refused" && refresh());
  const runs = value?.receipts.some(isRunning) ?? false;
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(refresh, ASK_MS);
    return () => clearInterval(timer);
  }, [runs, refresh]);

  async function more(): Promise<void> {
    if (!value?.nextCursor) return;
    setMore(true);
    try {
      const next = await me.purchases({ limit: PAGE, cursor: value.nextCursor });
      load.set((now) => ({ ...now, ...extended(now, next, keyOf) }));
    } catch (cause) {
      announce(sentence(cause), "bad");
    } finally {
      setMore(false);
    }
  }

  if (!value) return error ? <Failure error={error} retry={reload} /> : <Bones rows={3} kind="row" />;
  // What was confirmed stands among what was bought.
  const open = value.receipts.filter(({ state }) => state !== "confirmed");
  return (
    <>
      {Boolean(error) && <Failure error={error} retry={reload} />}
      <Claim onClaimed={reload} />
      {open.length > 0 && <Receipts receipts={open} />}
      <section class="section" aria-labelledby="bought">
        <div class="section-head">
          <h2 id="bought">What you bought</h2>
        </div>
        {value.items.length === 0 ? (
          <div class="nothing">
            <h3>Nothing yet</h3>
            <p>
              What you buy through our links while you are signed in comes here by itself. For the rest, show a receipt.
            </p>
          </div>
        ) : (
          <ul class="bought-list">
            {value.items.map((one) => (
              <li key={one.purchaseId}>
                <Bought purchase={one} />
              </li>
            ))}
          </ul>
        )}
        <More cursor={value.nextCursor} busy={isMore} onMore={more} />
      </section>
    </>
  );
}

function Bought({ purchase }: { purchase: Purchase }) {
  const { product, amount, boughtAt, state } = purchase;
  return (
    <Thing product={product}>
      <p class={state === "confirmed" ? "bought-proof good" : "bought-proof soft"} data-state={state}>
        {proofText(purchase)}
      </p>
      <p class="small soft">
        {amount && `${formatMoney(amount)}, `}
        <time dateTime={boughtAt}>{formatInstantWithYear(boughtAt)}</time>
      </p>
      {state !== "withdrawn" && (
        <p>
          <a href={`/reviews/${product.groupId}#write-review`}>
            Write a review<span class="unseen"> of {product.title}</span>
          </a>
        </p>
      )}
    </Thing>
  );
}

function Receipts({ receipts }: { receipts: Receipt[] }) {
  return (
    <section class="section" aria-labelledby="receipts">
      <div class="section-head">
        <h2 id="receipts">Your receipts</h2>
      </div>
      <ul class="bought-list" aria-live="polite">
        {receipts.map((one) => (
          <li key={one.receiptId}>
            <Thing product={one.product}>
              <p class="bought-proof" data-state={one.state}>
                {one.state === "refused" && <strong>Not accepted: </strong>}
                {stateText(one)} {isRunning(one) && <progress aria-label="Being read" />}
              </p>
              <p class="small soft">
                sent on <time dateTime={one.createdAt}>{formatInstantWithYear(one.createdAt)}</time>
              </p>
            </Thing>
          </li>
        ))}
      </ul>
    </section>
  );
}
