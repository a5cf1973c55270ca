import type { Mapping } from "../mapping.ts";
import { type Dialect, type Report, type Settings, stateOf, Unreadable } from "../report.ts";
import { currencyOf, majorUnits, minorUnits } from "./amount.ts";
import { fieldsOf, jsonOf } from "./message.ts";
import { momentOf } from "./moment.ts";
import { readAll } from "./page.ts";
import { list, look, one, type Row, rowOf, text } from "./row.ts";

type Where = Mapping["status"] | undefined;

/** A network that its configuration describes: nothing of it is known here, its words least of all. */
export const template: Dialect = {
  push(raw, settings) {
    const { mapping } = settings;
    if (!mapping) throw new Unreadable("mapping is missing");
    const rows = /^\s*\[/.test(raw.body) ? listed(jsonOf(raw), "body") : rowsIn(fieldsOf(raw), mapping.rows);
    return readAll(rows, (row) => reportOf(row, mapping, settings));
  },
};

function rowsIn(root: Row, name: string | undefined): Row[] {
  if (name === undefined) return [root];
  const found = dig(root, name);
  if (found === undefined) throw new Unreadable(`${name} is missing`);
  return listed(found, name).map((row) => new Map([...root, ...row]));
}

const listed = (value: unknown, name: string): Row[] => list(one(name, value), name);

function reportOf(row: Row, mapping: Mapping, settings: Settings): Report {
  const word = needAt(row, mapping.status, "status");
  const currency = currencyOf(plain(row, mapping.currency, "currency"), settings.currency, "currency");
  return {
    network: settings.network,
    transactionId: needAt(row, mapping.transactionId, "transactionId"),
    orderId: textAt(row, mapping.orderId, "orderId"),
    clickId: textAt(row, mapping.clickId, "clickId"),
    status: { word, state: stateOf(word, {}, settings) },
    sale: amountAt(row, mapping.sale, "sale", mapping, currency),
    commission: amountAt(row, mapping.commission, "commission", mapping, currency),
    occurredAt: momentOf(
      plain(row, mapping.occurredAt, "occurredAt"),
      { formats: [mapping.times], utcOffset: settings.utcOffset },
      "occurredAt",
    ),
    correctionOf: textAt(row, mapping.correctionOf, "correctionOf"),
  };
}

function amountAt(row: Row, where: Where, what: string, { amounts }: Mapping, currency: string | undefined) {
  const written = textAt(row, where, what);
  if (written === undefined) return undefined;
  if (currency === undefined) throw new Unreadable(`${nameOf(where, what)} has no currency`);
  return (amounts === "minor" ? minorUnits : majorUnits)(written, currency, nameOf(where, what));
}

/** Named as the network names it, for whoever mends the mapping. */
const nameOf = (where: Where, what: string): string => (typeof where === "string" ? where : what);

/** A row of the one field that is asked for, under our name of it. */
function plain(row: Row, where: Where, what: string): Row {
  const written = textAt(row, where, what);
  return one(what, written);
}

function needAt(row: Row, where: Where, what: string): string {
  const written = textAt(row, where, what);
  if (written === undefined) throw new Unreadable(`${nameOf(where, what)} is missing`);
  return written;
}

function textAt(row: Row, where: Where, what: string): string | undefined {
  if (where === undefined) return undefined;
  if (typeof where !== "string") return where.constant;
  return text(one(what, dig(row, where)), what);
}

/** What lies under a name, or else on a path of names with dots between. */
function dig(row: Row, path: string): unknown {
  let value: unknown = look(row, path);
  if (value !== undefined || !path.includes(".")) return value;
  value = row;
  for (const name of path.split(".")) {
    if (Array.isArray(value)) value = value[Number(name)];
    else if (value instanceof Map) value = look(value, name);
    else if (typeof value === "object" && value !== null) value = look(rowOf(value, path), name);
    else return undefined;
  }
  return value;
}
