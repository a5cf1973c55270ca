import { Logger } from "@aws-lambda-powertools/logger";
import { DomainError } from "@stylegence/core/platform/errors";

export type Line = Record<string, unknown>;

/**
 * A function that writes one structured line an invocation: what `work` returns, and how long it took. What it throws is logged
 * with its context and cause, and thrown on.
 */
export function lined<E>(name: string, work: (event: E) => Promise<Line>): (event: E) => Promise<Line> {
  const logger = new Logger({ serviceName: name });
  return async (event) => {
    const started = performance.now();
    const took = () => ({ durationMs: Math.round(performance.now() - started) });
    try {
      const line = await work(event);
      logger.info(name, { ...line, ...took() });
      return line;
    } catch (error) {
      logger.error(name, { ...took(), ...detailsOf(error), error: error as Error });
      throw error;
    }
  };
}

/** What of an error is for the log and not in its message. */
export function detailsOf(error: unknown): Line {
  return error instanceof DomainError ? { code: error.code, context: error.context } : {};
}
