import { run } from "@stylegence/core/platform/context";
import { contextFor } from "../platform/runtime.ts";

/** Runs a request's work as a visitor nobody has vouched for. */
export function asPublic<T>(body: () => Promise<T>): Promise<T> {
  return run(contextFor({ type: "public" }), body);
}
