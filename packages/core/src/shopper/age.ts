import { dayOf } from "../platform/day.ts";

export type Age = "adult" | "minor" | "unknown";
const ADULT_YEARS = 18;

/** What tells a shopper's age: a birth date counts for more than a declaration. */
export interface AgeFacts {
  birthDate?: string | undefined;
  adultDeclaredAt?: string | undefined;
}

/** Under 18 is a minor, by the day in India. Somebody born on 29 February turns 18 on 1 March. */
export function ageOf({ birthDate, adultDeclaredAt }: AgeFacts, now: Date): Age {
  if (birthDate) return eighteenth(birthDate) <= dayOf(now) ? "adult" : "minor";
  return adultDeclaredAt ? "adult" : "unknown";
}

function eighteenth(birthDate: string): string {
  const [year = "", month, day] = birthDate.split("-");
  return `${Number(year) + ADULT_YEARS}-${month}-${day}`;
}
