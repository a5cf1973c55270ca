import { type Row, text } from "./row.ts";

const OURS = /^[0-9A-Za-z]{26}$/;

/** The first of the names that holds a click id in our form; else the first that holds anything. */
export function clickOf(row: Row, ...names: string[]): string | undefined {
  const given = names.flatMap((name) => text(row, name) ?? []);
  return given.find((value) => OURS.test(value)) ?? given[0];
}
