const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "just now", "12 min ago", "2 h ago", "3 days ago". */
export function timeAgo(iso: string, nowMs: number): string {
  const ageMs = nowMs - Date.parse(iso);
  if (ageMs < 2 * MINUTE_MS) return "just now";
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} min ago`;
  if (ageMs < DAY_MS) return `${Math.floor(ageMs / HOUR_MS)} h ago`;
  const days = Math.floor(ageMs / DAY_MS);
  return days === 1 ? "yesterday" : `${days} days ago`;
}

const dayFormat = new Intl.DateTimeFormat("en-IN", { day: "numeric", month: "short", timeZone: "UTC" });
const dayYearFormat = new Intl.DateTimeFormat("en-IN", { dateStyle: "medium", timeZone: "UTC" });
const instantFormat = new Intl.DateTimeFormat("en-IN", { day: "numeric", month: "short", timeZone: "Asia/Kolkata" });

/** A calendar day "2026-11-02" as "2 Nov". */
export function formatDay(day: string): string {
  return dayFormat.format(new Date(`${day}T00:00:00Z`));
}

/** A calendar day "2026-11-02" as "2 Nov 2026". */
export function formatDayWithYear(day: string): string {
  return dayYearFormat.format(new Date(`${day}T00:00:00Z`));
}

const instantYearFormat = new Intl.DateTimeFormat("en-IN", { dateStyle: "medium", timeZone: "Asia/Kolkata" });

/** The day in India of an instant, "2 Nov 2026". */
export function formatInstantWithYear(iso: string): string {
  return instantYearFormat.format(new Date(iso));
}

/** The day in India of an instant, "2 Nov". */
export function formatInstant(iso: string): string {
  return instantFormat.format(new Date(iso));
}
