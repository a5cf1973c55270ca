import { InvalidArgumentError } from "commander";

/** A whole number above zero, as an option's value. */
export function countOf(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError("a whole number above 0");
  return value;
}

/** A number that is not below zero. */
export function numberOf(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0) throw new InvalidArgumentError("a number");
  return value;
}
