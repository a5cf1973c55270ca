import { run } from "@stylegence/core/platform/context";
import { type Line, lined } from "./line.ts";
import { contextFor } from "./runtime.ts";

/** A function that works on the table for the system; see `lined`. */
export function handler<E>(name: string, work: (event: E) => Promise<Line>): (event: E) => Promise<Line> {
  return lined(name, (event) => run(contextFor({ type: "system", name }), () => work(event)));
}
