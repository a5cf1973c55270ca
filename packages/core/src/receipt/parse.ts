import type { Scan } from "@stylegence/clients/ocr/port";
import type { Money } from "../platform/money.ts";
import { type LastAmount, lastAmount, soleAmount } from "./amount.ts";
import { boughtOn, daysIn } from "./day.ts";
import type { Reading, ReceiptLine } from "./reading.ts";

const MAX_LINES = 60;
const MAX_TITLE = 160;
const HEAD = 8;

/** Reads a receipt from its text, and from what the reader itself made of it where it understands receipts. Never throws. */
export function parse({ lines, fields = {}, confidence }: Scan): Reading {
  const text = lines.map((line) => line.replace(/\s+/g, " ").trim()).filter(Boolean);
  const head = text.filter((line) => /\p{L}{3}/u.test(line)).slice(0, HEAD);
  const own = (fields.items ?? []).flatMap(({ title, quantity, amount }) => {
    const money = soleAmount(amount);
    return money ? [{ title: title.slice(0, MAX_TITLE), quantity: countOf(quantity), amount: money }] : [];
  });
  return {
    shop: fields.shop ?? soldBy(text) ?? head[0] ?? null,
    hosts: hostsIn(text),
    head,
    orderId: orderIdIn(text) ?? fields.orderId ?? null,
    day: (fields.date ? daysIn(fields.date)[0] : undefined) ?? boughtOn(text),
    lines: (own.length > 0 ? own : itemsIn(text)).slice(0, MAX_LINES),
    total: soleAmount(fields.total) ?? totalIn(text),
    confidence,
  };
}

function countOf(text: string | undefined): number {
  const count = Number(/^\d{1,2}/.exec(text ?? "")?.[0] ?? 1);
  return Math.max(count, 1);
}

function soldBy(text: readonly string[]): string | null {
  for (const line of text) {
    const [, name] = /\b(?:sold by|seller|store)\s*[:-]\s*(.{3,60})$/i.exec(line) ?? [];
    if (name) return name.trim();
  }
  return null;
}

const HOST = /(?:https?:\/\/|www\.|@)?\b((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})\b/gi;

function hostsIn(text: readonly string[]): string[] {
  const found = text.flatMap((line) => [...line.matchAll(HOST)].map(([, host]) => host!.toLowerCase()));
  return [...new Set(found.map((host) => host.replace(/^www\./, "")))].slice(0, 10);
}

const ID_LABELS = ["order", "invoice", "bill", "receipt", "transaction|txn"];

/** What the shop calls the order: it names it once and for all. */
export function orderIdIn(text: readonly string[]): string | null {
  for (const label of ID_LABELS) {
    const form = new RegExp(
      String.raw`\b(?:${label})\s*(?:id|no|num|number|ref)?\b\.?\s*[:#-]*\s*#?\s*([a-z0-9][a-z0-9/_-]{4,39})\b`,
      "i",
    );
    for (const line of text) {
      const [, id] = form.exec(line) ?? [];
      // A date is no name.
      if (id && /\d{3}/.test(id) && daysIn(id).length === 0) return id.toUpperCase();
    }
  }
  return null;
}

const TOTALS = [
  /\b(?:grand|order|invoice|bill|net)\s+(?:total|amount|payable)|\bamount\s+(?:paid|payable|due)|\btotal\s+(?:paid|payable|amount)|\byou\s+paid/i,
  /^\s*total\b(?!\s*(?:items?|qty|quantity|savings?|discount|tax|gst|mrp|pieces?|units?))/i,
];

function totalIn(text: readonly string[]): Money | null {
  for (const form of TOTALS) {
    const found = text.filter((line) => form.test(line)).flatMap((line) => lastAmount(line)?.money ?? []);
    const last = found.at(-1);
    if (last) return last;
  }
  return null;
}

/** Lines with an amount that name nothing that was bought. */
const NO_ITEM =
  /\b(?:sub\s*-?\s*total|total|tax(?:es|able)?|[csiu]?gst|vat|cess|shipping|delivery|handling|discount|coupon|voucher|savings?|saved|you save|round(?:ed|ing)?(?:\s+off)?|cash|card|upi|paid|payable|payment|change|balance|tendered|points|cod|fees?|charges?|packing|mrp total|phone|mobile|tel|gstin|pan|cin|fssai|pin(?:code)?|hsn|order\s*(?:id|no|number|date)|invoice|receipt|bill\s*(?:no|date)|date|time|cashier|counter|qty\s+amount)\b/i;
const COUNT_FIRST = /^(\d{1,2})\s*(?:x|×|\*|nos?\b|pcs?\b)\s*/i;
const COUNT_LAST = /(?:\bqty\.?\s*:?\s*(\d{1,2})|(?:x|×|\*)\s*(\d{1,2})|\s([1-9]))$/i;

/** What was bought: a title with an amount at its end, or below it. */
export function itemsIn(text: readonly string[]): ReceiptLine[] {
  const items: ReceiptLine[] = [];
  let title: string | null = null;
  for (const line of text) {
    const found = NO_ITEM.test(line) || daysIn(line).length > 0 ? null : lastAmount(line);
    const item: ReceiptLine | null = found && itemOf(found, title);
    if (item) items.push(item);
    // A title whose amount stands in the next line.
    title = !item && isTitle(line) ? line : null;
  }
  return items;
}

function isTitle(line: string): boolean {
  return /\p{L}{3}.*\p{L}{3}/u.test(line) && !NO_ITEM.test(line) && !/:/.test(line);
}

function itemOf({ money, isMarked, before }: LastAmount, above: string | null): ReceiptLine | null {
  if (!isMarked) return null;
  const { title, quantity } = titleOf(before);
  if (/\p{L}{3}/u.test(title)) return { title: title.slice(0, MAX_TITLE), quantity, amount: money };
  // A currency alone is no title, and the amount belongs to what stands above.
  return above ? { title: titleOf(above).title.slice(0, MAX_TITLE), quantity, amount: money } : null;
}

function titleOf(text: string): { title: string; quantity: number } {
  const first = COUNT_FIRST.exec(text);
  let title = first ? text.slice(first[0].length) : text;
  // The price of one may stand before that of all.
  const single = lastAmount(title);
  if (single?.isMarked) title = single.before;
  const last = COUNT_LAST.exec(title);
  if (last) title = title.slice(0, last.index);
  const quantity = countOf(first?.[1] ?? last?.[1] ?? last?.[2] ?? last?.[3]);
  return { title: title.replace(/(?:₹|\brs\.?|\binr|[x×@*|:-])+\s*$/i, "").trim(), quantity };
}
