const DAY_MS = 86_400_000;
/** India has one zone and no summer time. */
const OFFSET_MS = 5.5 * 3_600_000;

/** The calendar day of Asia/Kolkata that a moment lies in, `2026-11-23`. */
export function dayOf(at: Date | string): string {
  return new Date(new Date(at).getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

/** The first moment of a day of Asia/Kolkata. */
export function startOf(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - OFFSET_MS);
}

/** The day so many days later, or earlier where negative. */
export function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Every day from the first to the last, both included; empty when they are the wrong way round. */
export function range(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = shift(day, 1)) days.push(day);
  return days;
}
