import { type Context, Hono, type MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import type { ListingView } from "../../world/catalogue.ts";
import { reply } from "../http.ts";
import { resolver } from "../resolve.ts";
import type { ShopContext } from "../shop.ts";
import { confirmation, type Letter } from "./mail.ts";
import type { Order, OrderLine, Orders } from "./orders.ts";
import * as pages from "./pages.ts";
import { receiptPdf, receiptPng } from "./receipt.ts";

/** What a shop buys with: its orders, its letters, and the network that is told of a sale. */
export interface Till {
  orders: Orders;
  mail(letter: Letter): void;
  clickIn(query: URLSearchParams): string | null;
  sold(sale: {
    orderId: string;
    clickId: string;
    currency: string;
    lines: { sku: string; title: string; quantity: number; amount: number }[];
    at: number;
  }): void;
}

const COOKIE = "aff_click";
const COOKIE_SECONDS = 30 * 86_400;

const Form = z.object({
  product: z.string(),
  item: z.string(),
  also: z.string().default(""),
  quantity: z.coerce.number().pipe(z.int().min(1).max(9)).default(1),
  name: z.string().trim().min(1).max(60),
  email: z.union([z.literal(""), z.email()]).default(""),
  confirm: z.string().default(""),
  payment: z.enum(pages.PAYMENTS).default("UPI"),
});

/** Remembers the click that brought a visitor, as a shop's own tag does: the last one counts. */
export const rememberClick =
  ({ clickIn }: Pick<Till, "clickIn">): MiddlewareHandler =>
  async (c, next) => {
    await next();
    const query = c.req.url.includes("?") ? clickIn(new URL(c.req.url).searchParams) : null;
    if (query === null) return;
    setCookie(c, COOKIE, query, { path: "/", maxAge: COOKIE_SECONDS, httpOnly: true, sameSite: "Lax" });
  };

function linesOf(view: ListingView, { item, also, quantity }: z.infer<typeof Form>): OrderLine[] {
  const wanted: [id: string, quantity: number][] = [
    [item, quantity],
    [also, 1],
  ];
  return wanted.flatMap(([id, count]) => {
    const variant = pages.inStock(view).find((v) => String(v.id) === id);
    if (!variant) return [];
    return [
      {
        sku: variant.sku,
        title: view.listing.title,
        brand: view.listing.garment.brand.name,
        colour: variant.colourName,
        size: variant.sizeName,
        quantity: count,
        price: variant.price,
      },
    ];
  });
}

/** A checkout of one page, the thanks, and the receipt. */
export function checkoutRoutes(context: ShopContext, till: Till): Hono {
  const app = new Hono();
  const resolve = resolver(context);
  const sorry = (c: Context, title: string, text: string) =>
    reply(c, { body: pages.message(context, title, text), status: 404 });
  app.get("/checkout", (c) => {
    const hit = resolve(c.req.query("product") ?? "");
    if (hit.kind !== "live") return sorry(c, "Your basket is empty", "Choose something first.");
    return c.html(pages.checkout(context, hit.view));
  });
  app.post("/checkout", async (c) => {
    const form = Form.safeParse(await c.req.parseBody());
    const hit = resolve(form.data?.product ?? "");
    const lines = form.success && hit.kind === "live" ? linesOf(hit.view, form.data) : [];
    if (!form.success || lines.length === 0) {
      return sorry(c, "We could not take your order", "Something is missing, or was sold meanwhile.");
    }
    const { name, email, confirm, payment } = form.data;
    const wantsMail = confirm !== "" && email !== "";
    const order = till.orders.place({ shop: context.shop.id, name, email: wantsMail ? email : null, payment, lines });
    if (wantsMail) till.mail(confirmation(context, order, email));
    tellNetwork(till, order, getCookie(c, COOKIE));
    return c.redirect(`/checkout/orders/${order.id}`, 303);
  });
  app.get("/checkout/orders/:id", (c) => {
    const order = till.orders.find(context.shop.id, c.req.param("id"));
    return order ? c.html(pages.thanks(context, order)) : sorry(c, "No such order", "Is the number right?");
  });
  app.get("/checkout/orders/:id/:file{receipt\\.(png|pdf)}", async (c) => {
    const order = till.orders.find(context.shop.id, c.req.param("id"));
    if (!order) return sorry(c, "No such order", "Is the number right?");
    const isPdf = c.req.param("file") === "receipt.pdf";
    const bytes = isPdf ? receiptPdf(order, context.shop) : await receiptPng(order, context.shop);
    c.header("content-disposition", `attachment; filename="${order.id}.${isPdf ? "pdf" : "png"}"`);
    return c.body(new Uint8Array(bytes), 200, { "content-type": isPdf ? "application/pdf" : "image/png" });
  });
  return app;
}

function tellNetwork(till: Till, order: Order, clickId: string | undefined): void {
  if (clickId === undefined) return;
  const lines = order.lines.map(({ sku, title, quantity, price }) => ({
    ...{ sku, title, quantity },
    amount: price * quantity,
  }));
  till.sold({ orderId: order.id, clickId, currency: "INR", lines, at: order.at });
}
