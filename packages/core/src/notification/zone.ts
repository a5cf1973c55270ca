const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MINUTES = 1440;
/** A day, and what clocks are put back by. */
const LONGEST_DAY_MINUTES = DAY_MINUTES + 180;

export interface QuietHours {
  /** `22:00`; included. */
  from: string;
  /** `07:00`; not included. Before `from`: of the next day. */
  to: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock of the zone shows: `2026-11-23T22:05`. */
export function wallClock(zone: string, at: Date): string {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
  formats.set(zone, format);
  return format.format(at).replace(" ", "T");
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const clockMinutes = (zone: string, at: Date): number => minutesOf(wallClock(zone, at).slice(11));

/** Whether a clock of the zone shows a time of the quiet hours. */
export function isQuiet(hours: QuietHours | null, zone: string, at: Date): boolean {
  if (!hours) return false;
  const [from, to, now] = [minutesOf(hours.from), minutesOf(hours.to), clockMinutes(zone, at)];
  return from < to ? now >= from && now < to : now >= from || now < to;
}

/** The first whole minute at which it is no longer quiet; null where it is not quiet now. Knows of clocks that are put forward or back. */
export function quietUntil(hours: QuietHours | null, zone: string, at: Date): Date | null {
  if (!hours || !isQuiet(hours, zone, at)) return null;
  const start = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
  const left = (minutesOf(hours.to) - clockMinutes(zone, at) + DAY_MINUTES) % DAY_MINUTES;
  const likely = new Date(start + left * MINUTE_MS);
  if (left > 0 && offset(zone, at) === offset(zone, likely)) return likely;
  for (let minute = 1; minute <= LONGEST_DAY_MINUTES; minute++) {
    const then = new Date(start + minute * MINUTE_MS);
    if (!isQuiet(hours, zone, then)) return then;
  }
  return likely;
}

/** How far the zone's clock is ahead of UTC at a moment, in milliseconds. */
function offset(zone: string, at: Date): number {
  const minute = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
  return Date.parse(`${wallClock(zone, at)}Z`) - minute;
}

/** The next moment at which a clock of the zone comes to the full hour; where that hour is left out, the first moment after it. */
export function nextHour(hour: number, zone: string, after: Date): Date {
  let at = Math.floor(after.getTime() / QUARTER_MS) * QUARTER_MS;
  let before = wallClock(zone, new Date(at));
  for (;;) {
    at += QUARTER_MS;
    const now = wallClock(zone, new Date(at));
    const wanted = `${now.slice(0, 10)}T${String(hour).padStart(2, "0")}:00`;
    if (before < wanted && wanted <= now) return new Date(at);
    before = now;
  }
}
