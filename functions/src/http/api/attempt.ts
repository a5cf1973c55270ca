import type { Answered, Asked } from "./exchange.ts";
import { toProblem } from "./problem.ts";

export interface RequestLine {
  requestId: string;
  method: string;
  path: string;
  status: number;
  durationMs: number;
  error?: unknown;
}

/** What `work` answers a request, or the problem document of what it throws; one line of log either way. */
export async function attempt(
  { method, path, requestId }: Pick<Asked, "method" | "path"> & { requestId: string },
  log: (line: RequestLine) => void,
  work: () => Promise<Answered>,
): Promise<Answered> {
  const startedAt = performance.now();
  let failure: unknown;
  const answered = await work().catch((error: unknown) => {
    failure = error;
    return toProblem(error, requestId);
  });
  const durationMs = Math.round(performance.now() - startedAt);
  log({ requestId, method, path, status: answered.status, durationMs, error: failure });
  return answered;
}
