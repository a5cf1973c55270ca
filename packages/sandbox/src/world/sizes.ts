export type SizeSystem = "IN" | "UK" | "EU" | "ALPHA" | "WAIST" | "AGE" | "ONE";

/** A size as the brand marks it. `eu` is set for shoes, whose shops disagree about the system. */
export interface Size {
  system: SizeSystem;
  label: string;
  eu?: string;
}

const list = (system: SizeSystem, labels: string): Size[] => labels.split(" ").map((label) => ({ system, label }));
const shoes = (first: number, last: number, offset: number): Size[] =>
  Array.from({ length: last - first + 1 }, (_, i) => ({
    system: "UK",
    label: String(first + i),
    eu: String(first + i + offset),
  }));

export const SIZE_RUNS = {
  alpha: list("ALPHA", "XS S M L XL XXL 3XL"),
  chest: list("IN", "36 38 40 42 44 46"),
  waist: list("WAIST", "28 30 32 34 36 38 40"),
  waistWomen: list("WAIST", "26 28 30 32 34 36"),
  age: list("AGE", "2-3Y 3-4Y 4-5Y 5-6Y 7-8Y 9-10Y 11-12Y"),
  shoesWomen: shoes(3, 8, 33),
  shoesMen: shoes(6, 11, 34),
  shoesKids: shoes(1, 4, 32),
  free: [{ system: "ONE", label: "Free Size" }],
  one: [{ system: "ONE", label: "One Size" }],
} satisfies Record<string, Size[]>;

export type SizeRun = keyof typeof SIZE_RUNS;
