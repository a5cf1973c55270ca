import type { Payment, Payments } from "@stylegence/contracts/payment";
import { useMemo, useRef, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { formatMoney } from "../../format/money.ts";
import { formatInstantWithYear } from "../../format/time.ts";
import { announce } from "../../ui/announce.ts";
import { sentence } from "../../ui/failure.ts";
import { useOwnLive } from "../../ui/live.ts";
import { extended, refreshed, useLoad } from "../../ui/load.ts";
import { Bones, Failure, More } from "../../ui/parts.tsx";
import { soon } from "../../ui/soon.ts";
import { stateTag } from "./payment-state.ts";

const PAGE = 20;
const keyOf = ({ paymentId }: Payment) => paymentId;
const isBelow = (one: Payment, last: Payment) => one.createdAt < last.createdAt;

export function PaymentsPage() {
  const shown = useRef<Payments | null>(null);
  const load = useLoad(async () => refreshed(shown.current, await me.payments({ limit: PAGE }), keyOf, isBelow));
  shown.current = load.value;
  const [isMore, setMore] = useState(false);
  const refresh = useMemo(() => soon(load.reload), [load.reload]);
  useOwnLive("payments", (news) => news.type !== "refused" && refresh());

  async function more(): Promise<void> {
    const cursor = load.value?.nextCursor;
    if (!cursor) return;
    setMore(true);
    try {
      const next = await me.payments({ limit: PAGE, cursor });
      load.set((now) => extended(now, next, keyOf));
    } catch (error) {
      announce(sentence(error), "bad");
    } finally {
      setMore(false);
    }
  }

  const { value: list, error } = load;
  if (!list) return error ? <Failure error={error} retry={load.reload} /> : <Bones rows={4} kind="form" />;
  return (
    <>
      {Boolean(error) && <Failure error={error} retry={load.reload} />}
      {list.items.length === 0 && <Empty />}
      <ul class="payments" aria-label="Payments">
        {list.items.map((payment) => (
          <li key={payment.paymentId}>
            <Row payment={payment} />
          </li>
        ))}
      </ul>
      <More cursor={list.nextCursor} busy={isMore} onMore={more} />
    </>
  );
}

function Row({ payment }: { payment: Payment }) {
  const { paymentId, description, amount, refunded, refund, createdAt, paidAt, failure, state } = payment;
  const { text, tone } = stateTag(payment);
  const at = paidAt ?? createdAt;
  return (
    <article class="payment" data-payment={paymentId} data-state={state} data-refund={refund} aria-label={description}>
      <div class="payment-main">
        <h2>{description}</h2>
        <p class="small soft">
          <time dateTime={at}>{formatInstantWithYear(at)}</time>
        </p>
        {state === "failed" && failure && <p class="small">{failure}</p>}
      </div>
      <p class="payment-amount">
        <span class="price">{formatMoney(amount)}</span>
        {refund !== "none" && <span class="small soft">{formatMoney(refunded)} paid back</span>}
      </p>
      <p class="payment-end">
        <span class={`tag ${tone}`}>{text}</span>
        {state === "captured" && (
          <a href={`/payments/receipt?id=${encodeURIComponent(paymentId)}`}>
            Receipt<span class="unseen"> of the {description.toLowerCase()}</span>
          </a>
        )}
      </p>
    </article>
  );
}

function Empty() {
  return (
    <div class="nothing">
      <h2>No payments yet</h2>
      <p>What you pay here is listed with its receipt.</p>
      <a class="button quiet" href="/membership">
        See memberships
      </a>
    </div>
  );
}
