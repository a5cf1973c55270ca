import type { PaymentDetail, Receipt, Refund } from "@stylegence/contracts/payment";
import { me } from "../../account/me.ts";
import { formatMoney } from "../../format/money.ts";
import { formatInstantWithYear } from "../../format/time.ts";
import { useOwnLive } from "../../ui/live.ts";
import { useLoad } from "../../ui/load.ts";
import { Bones, Failure } from "../../ui/parts.tsx";
import { methodName, stateTag } from "./payment-state.ts";

/** The receipt of the payment that the address names, fit for paper. */
export function ReceiptPage() {
  const paymentId = new URLSearchParams(location.search).get("id") ?? "";
  const { value, error, reload } = useLoad(() => me.payment(paymentId));
  useOwnLive("payments", (news) => news.type !== "refused" && void reload());
  if (!value) return error ? <Failure error={error} retry={reload} /> : <Bones rows={1} />;
  return (
    <>
      {Boolean(error) && <Failure error={error} retry={reload} />}
      {value.receipt ? <Sheet payment={value} receipt={value.receipt} /> : <Unpaid payment={value} />}
    </>
  );
}

function Unpaid({ payment }: { payment: PaymentDetail }) {
  return (
    <div class="nothing">
      <h2>There is no receipt</h2>
      <p>
        {payment.description}: {stateTag(payment).text.toLowerCase()}. A receipt is here once it is paid.
      </p>
      <a class="button quiet" href="/payments">
        All payments
      </a>
    </div>
  );
}

function Sheet({ payment, receipt }: { payment: PaymentDetail; receipt: Receipt }) {
  const { refunds, refund, refunded, period } = payment;
  return (
    <article class="panel receipt" aria-labelledby="receipt-number">
      <header class="panel-head">
        <h2 id="receipt-number">Receipt {receipt.number}</h2>
        <p>Stylegence</p>
      </header>
      <dl class="receipt-facts">
        <Fact name="Paid on">
          <time dateTime={receipt.issuedAt}>{formatInstantWithYear(receipt.issuedAt)}</time>
        </Fact>
        {receipt.method && <Fact name="Paid by">{methodName(receipt.method)}</Fact>}
        <Fact name="Reference">{receipt.reference}</Fact>
        {period && (
          <Fact name="Membership">
            {formatInstantWithYear(period.startsAt)} to {formatInstantWithYear(period.endsAt)}
          </Fact>
        )}
      </dl>
      <table class="receipt-lines">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Quantity</th>
            <th scope="col">Amount</th>
          </tr>
        </thead>
        <tbody>
          {receipt.lines.map(({ description, quantity, amount }) => (
            <tr key={description}>
              <td>{description}</td>
              <td>{quantity}</td>
              <td>{formatMoney(amount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              Total
            </th>
            <td>{formatMoney(receipt.total)}</td>
          </tr>
          {refund !== "none" && (
            <tr>
              <th scope="row" colSpan={2}>
                Paid back
              </th>
              <td>−{formatMoney(refunded)}</td>
            </tr>
          )}
        </tfoot>
      </table>
      {refunds.length > 0 && <Refunds refunds={refunds} />}
      <p class="gate-row receipt-deeds">
        <button type="button" class="button" onClick={() => print()}>
          Print
        </button>
        <a class="button quiet" href="/payments">
          All payments
        </a>
      </p>
    </article>
  );
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const REFUND_STATES: Record<Refund["state"], string> = {
  requested: "asked for",
  pending: "on its way",
  processed: "sent to your bank",
  failed: "failed",
};

function Refunds({ refunds }: { refunds: Refund[] }) {
  return (
    <section aria-labelledby="refunds">
      <h3 id="refunds">Refunds</h3>
      <ul class="receipt-refunds">
        {refunds.map(({ refundId, amount, state, at }) => (
          <li key={refundId}>
            {formatMoney(amount)}, {REFUND_STATES[state]}, <time dateTime={at}>{formatInstantWithYear(at)}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}
