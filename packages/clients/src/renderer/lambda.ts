import type { Invoke } from "../lambda/invoke.ts";
import type { Rendered, Renderer } from "./port.ts";

/** A browser that has to be unpacked first takes a few seconds more than the page. */
const START_MS = 15_000;

export function lambdaRenderer(invoke: Invoke, functionName: string): Renderer {
  return {
    render: (request) => invoke<Rendered>(functionName, request, { timeoutMs: request.budgetMs + START_MS }),
  };
}
