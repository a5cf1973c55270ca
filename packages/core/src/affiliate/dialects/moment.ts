import { Unreadable } from "../report.ts";
import { type Row, text } from "./row.ts";

/**
 * How a moment is written: seconds or milliseconds since 1970, or letters as PHP has them: Y year, m month, d day, H hour,
 * i minute, s second, y year of this century. "iso" takes ISO 8601, with or without a zone.
 */
export type Format = "seconds" | "milliseconds" | "iso" | (string & {});

const PARTS: Record<string, string> = {
  Y: "(?<year>\\d{4})",
  y: "(?<short>\\d{2})",
  m: "(?<month>\\d{1,2})",
  d: "(?<day>\\d{1,2})",
  H: "(?<hour>\\d{1,2})",
  i: "(?<minute>\\d{2})",
  s: "(?<second>\\d{2})",
};
const ISO =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.\d+)?)?)?\s*(?<zone>Z|[+-]\d\d:?\d\d)?$/i;
/** `Wed Apr 30 2014 02:18:36 GMT+0000 (UTC)`, as a browser writes it. */
const WORDS =
  /^\w{3} (?<name>\w{3}) (?<day>\d\d) (?<year>\d{4}) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d) GMT(?<zone>[+-]\d{4})/;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** 2000 to 2100: anything else is a slip. */
const FIRST = 946_684_800_000;
const LAST = 4_102_444_800_000;

/** ISO 8601 in UTC. `utcOffset` ("+05:30") is the zone of what names none. Throws Unreadable. */
export function momentOf(
  row: Row,
  { formats, utcOffset = "+00:00" }: { formats: Format[]; utcOffset?: string },
  ...names: string[]
): string | undefined {
  const written = text(row, ...names);
  if (written === undefined) return undefined;
  for (const format of formats) {
    const at = read(written, format, utcOffset);
    if (at !== null && at >= FIRST && at < LAST) return new Date(at).toISOString();
  }
  throw new Unreadable(`${names[0]} is no time`);
}

function read(written: string, format: Format, utcOffset: string): number | null {
  if (format === "seconds" || format === "milliseconds") {
    return /^\d{1,14}$/.test(written) ? Number(written) * (format === "seconds" ? 1000 : 1) : null;
  }
  const match = format === "iso" ? (ISO.exec(written) ?? WORDS.exec(written)) : pattern(format).exec(written);
  return match?.groups ? assemble(match.groups, utcOffset) : null;
}

/** Null where the calendar has no such day, or the day no such time. */
function assemble(parts: Record<string, string | undefined>, utcOffset: string): number | null {
  const year = parts.year ? Number(parts.year) : 2000 + Number(parts.short ?? Number.NaN);
  const month = parts.name ? MONTHS.indexOf(parts.name) + 1 : Number(parts.month);
  const [day, hour, minute, second] = [parts.day, parts.hour, parts.minute, parts.second].map((part) =>
    Number(part ?? 0),
  );
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const made = new Date(at);
  if (
    Number.isNaN(at) ||
    made.getUTCMonth() !== month - 1 ||
    made.getUTCDate() !== day ||
    made.getUTCHours() !== hour
  ) {
    return null;
  }
  return at - zoneMinutes(parts.zone ?? utcOffset) * 60_000;
}

function zoneMinutes(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

const pattern = (format: string): RegExp =>
  new RegExp(
    `^${format.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/[A-Za-z]/g, (letter) => PARTS[letter] ?? letter)}$`,
  );
