/** Days are counted in India from 1 January 1970. */
export const DAY_MS = 86_400_000;
const IST_MS = 19_800_000;

export const dayOf = (at: Date): number => Math.floor((at.getTime() + IST_MS) / DAY_MS);
/** The instant at which the day begins in India. */
export const startOf = (day: number): Date => new Date(day * DAY_MS - IST_MS);
export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The main day of each festival, by year. */
const DIWALI = ["2023-11-12", "2024-11-01", "2025-10-20", "2026-11-08", "2027-10-29", "2028-10-17", "2029-11-05"];
const HOLI = ["2024-03-25", "2025-03-14", "2026-03-04", "2027-03-22", "2028-03-11", "2029-03-01"];
const RAKHI = ["2024-08-19", "2025-08-09", "2026-08-28", "2027-08-17", "2028-08-05", "2029-08-23"];
const YEARS = [2024, 2025, 2026, 2027, 2028, 2029];

export interface Festival {
  name: string;
  from: number;
  to: number;
  /** How deep a full sale goes, as a share of the usual price. */
  depth: number;
}

const span = (name: string, main: string, before: number, after: number, depth: number): Festival => {
  const day = Date.parse(`${main}T00:00:00Z`) / DAY_MS;
  return { name, from: day - before, to: day + after, depth };
};

export const FESTIVALS: readonly Festival[] = [
  ...DIWALI.map((d) => span("Diwali Utsav", d, 14, 1, 0.35)),
  ...HOLI.map((d) => span("Holi Rang Sale", d, 5, 1, 0.2)),
  ...RAKHI.map((d) => span("Rakhi Fest", d, 6, 0, 0.18)),
  ...YEARS.flatMap((y) => [
    span("Republic Day Sale", `${y}-01-26`, 4, 1, 0.28),
    span("Independence Day Sale", `${y}-08-15`, 5, 1, 0.25),
    span("Winter Wedding Edit", `${y}-11-28`, 4, 6, 0.22),
    span("End of Season Sale", `${y}-06-28`, 8, 12, 0.32),
    span("Year End Sale", `${y}-12-28`, 4, 4, 0.28),
  ]),
];

export const festivalOn = (day: number): Festival | null => FESTIVALS.find((f) => day >= f.from && day <= f.to) ?? null;
