import { Logger } from "@aws-lambda-powertools/logger";
import { detailsOf } from "../platform/line.ts";
import type { RequestLine } from "./api/attempt.ts";

const logger = new Logger({ serviceName: "public" });

/** One structured line a request; what failed on our side is an error, with its cause. */
export function logRequest({ error, ...line }: RequestLine): void {
  if (line.status < 500) logger.info("request", { ...line });
  else logger.error("request", { ...line, ...detailsOf(error), error: error as Error });
}
