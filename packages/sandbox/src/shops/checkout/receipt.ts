import sharp from "sharp";
import { decimal, grouped } from "../../money.ts";
import { html, raw } from "../markup.ts";
import type { Order, OrderLine } from "./orders.ts";
import { writePdf } from "./pdf.ts";

/** A text on the paper: `x` and `y` in thousandths of its width, from its upper left corner. */
export interface Text {
  x: number;
  y: number;
  size: number;
  text: string;
  bold?: boolean;
  /** `x` is the right end. */
  end?: boolean;
}

export interface Paper {
  texts: Text[];
  /** Rules across the paper, by their `y`. */
  rules: number[];
  height: number;
}

export interface Seller {
  name: string;
  tagline: string;
}

const WIDE = 40;
const DATE = new Intl.DateTimeFormat("en-IN", { dateStyle: "medium", timeZone: "Asia/Kolkata" });
const HOUR = new Intl.DateTimeFormat("en-IN", { timeStyle: "short", timeZone: "Asia/Kolkata" });

/** "23 Nov 2026" */
export const dayOf = (order: Order): string => DATE.format(order.at);

export const about = ({ colour, size }: OrderLine): string => `${colour}, size ${size}`;

/** "Rs. 1,23,456.00": with words for the sign, which not every font has. */
const amount = (paise: number): string => `Rs. ${grouped(Math.trunc(paise / 100) * 100)}.${decimal(paise).slice(-2)}`;

function folded(text: string): string[] {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + word.length >= WIDE) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines;
}

/** Where everything stands on a receipt. */
export function layOut(order: Order, seller: Seller): Paper {
  const texts: Text[] = [
    { x: 60, y: 90, size: 44, text: seller.name, bold: true },
    { x: 60, y: 128, size: 20, text: seller.tagline },
    { x: 940, y: 90, size: 30, text: "TAX INVOICE / RECEIPT", bold: true, end: true },
    { x: 60, y: 210, size: 22, text: `Order ID: ${order.id}`, bold: true },
    { x: 60, y: 244, size: 22, text: `Date: ${dayOf(order)}, ${HOUR.format(order.at)}` },
    { x: 60, y: 278, size: 22, text: `Sold to: ${order.name}` },
    { x: 60, y: 350, size: 20, text: "Item", bold: true },
    { x: 700, y: 350, size: 20, text: "Qty", bold: true, end: true },
    { x: 940, y: 350, size: 20, text: "Amount", bold: true, end: true },
  ];
  const rules = [165, 312, 366];
  let y = 404;
  for (const line of order.lines) {
    const [first = "", ...more] = folded(line.title);
    texts.push({ x: 60, y, size: 22, text: first });
    texts.push({ x: 700, y, size: 22, text: String(line.quantity), end: true });
    texts.push({ x: 940, y, size: 22, text: amount(line.price * line.quantity), end: true });
    for (const text of [...more, `${line.brand} - ${about(line)} - SKU ${line.sku}`]) {
      y += 30;
      texts.push({ x: 60, y, size: text === more.at(-1) || more.includes(text) ? 22 : 18, text });
    }
    y += 52;
  }
  rules.push(y - 26);
  const sums: [string, string, boolean][] = [
    ["Subtotal", amount(order.total), false],
    ["Delivery", "Rs. 0.00", false],
    ["Total", amount(order.total), true],
  ];
  for (const [label, text, bold] of sums) {
    y += 14;
    texts.push({ x: 600, y, size: bold ? 28 : 22, text: label, bold, end: true });
    texts.push({ x: 940, y, size: bold ? 28 : 22, text, bold, end: true });
    y += 28;
  }
  rules.push(y);
  texts.push({ x: 60, y: y + 48, size: 20, text: `Paid by ${order.payment}. Prices include all taxes.` });
  texts.push({ x: 60, y: y + 80, size: 20, text: `Thank you for shopping at ${seller.name}.` });
  return { texts, rules, height: Math.max(1000, y + 140) };
}

/** The receipt as a picture, as a photograph or a scan would show it. */
export function receiptPng(order: Order, seller: Seller): Promise<Buffer> {
  const { texts, rules, height } = layOut(order, seller);
  const svg = html`<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="${height}" viewBox="0 0 1000 ${height}">
<rect width="1000" height="${height}" fill="#fff"/>
${rules.map((y) => html`<path d="M60 ${y}H940" stroke="#999" stroke-width="2"/>`)}
${texts.map(
  ({ x, y, size, text, bold, end }) =>
    html`<text x="${x}" y="${y}" font-size="${size}" font-family="DejaVu Sans, Arial, sans-serif" fill="#111" ${raw(bold ? 'font-weight="bold"' : "")} ${raw(end ? 'text-anchor="end"' : "")}>${text}</text>`,
)}
</svg>`;
  return sharp(Buffer.from(svg.text)).resize({ width: 1500 }).png().toBuffer();
}

/** The same on paper of A4's width, with text that can be selected. */
export const receiptPdf = (order: Order, seller: Seller): Buffer => writePdf(layOut(order, seller));
