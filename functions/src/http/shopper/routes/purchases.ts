import { PageQuery } from "@stylegence/contracts/page";
import { PurchaseAnswer, PurchaseInput, Purchases as PurchasesAnswer } from "@stylegence/contracts/purchase";
import { DomainError } from "@stylegence/core/platform/errors";
import * as Purchases from "@stylegence/core/purchase/purchase";
import * as Receipts from "@stylegence/core/receipt/receipt";
import { shownPurchase, shownReceipt, subjectsOf } from "@stylegence/core/receipt/shown";
import { PRIVATE, type Route, route } from "../../api/route.ts";

const own = { security: "shopper", cacheControl: PRIVATE } as const;

export const purchaseRoutes: Route[] = [
  route({
    ...own,
    path: "/me/purchases",
    id: "listPurchases",
    summary: "What the shopper bought, confirmed or on their word, the latest first",
    params: undefined,
    query: PageQuery,
    response: PurchasesAnswer,
    responseName: "Purchases",
    answer: async ({ query }) => {
      const [{ items, nextCursor }, receipts] = await Promise.all([
        Purchases.list(query),
        query.cursor === undefined ? Receipts.list() : [],
      ]);
      const subjects = await subjectsOf(items);
      return {
        body: {
          items: items.map((item) => shownPurchase(item, subjects)),
          nextCursor,
          receipts: receipts.map(shownReceipt),
        },
      };
    },
  }),
  route({
    ...own,
    method: "POST",
    path: "/me/purchases",
    id: "claimPurchase",
    summary: "Say that a garment was bought: on the shopper's word, or by a receipt that they uploaded",
    params: undefined,
    query: undefined,
    body: PurchaseInput,
    response: PurchaseAnswer,
    responseName: "PurchaseAnswer",
    answer: async ({ body: { method, uploadId, ...wanted } }) => {
      if (method === "receipt_upload") {
        if (!uploadId) throw needed("is needed with a receipt");
        const receipt = await Receipts.claim(wanted, uploadId);
        return { status: 202, body: { purchase: null, receipt: shownReceipt(receipt) } };
      }
      if (uploadId) throw needed("goes with a receipt alone");
      const purchase = await Receipts.report(wanted);
      return { status: 201, body: { purchase: shownPurchase(purchase, await subjectsOf([purchase])), receipt: null } };
    },
  }),
];

function needed(message: string): DomainError {
  return new DomainError("invalid", "The claim can't be used.", { fields: [{ field: "uploadId", message }] });
}
