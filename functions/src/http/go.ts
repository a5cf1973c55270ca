import { Logger } from "@aws-lambda-powertools/logger";
import { sqsQueue } from "@stylegence/clients/queue/sqs";
import type { Clicked } from "@stylegence/core/affiliate/affiliate.events";
import * as Ways from "@stylegence/core/affiliate/ways";
import { context } from "@stylegence/core/platform/context";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { afterwards, invoked, keepAwake } from "../platform/afterwards.ts";
import { asPublic } from "./context.ts";
import { askedOf, resultOf } from "./gateway.ts";
import { leave } from "./go/leave.ts";
import { unavailable } from "./go/page.ts";
import { logRequest } from "./log.ts";

const logger = new Logger({ serviceName: "go" });
const queue = sqsQueue();
// Before the first invocation, or Lambda does not take it.
await keepAwake();

/** The ways out to shops. */
export function handler(
  event: APIGatewayProxyEventV2,
  { awsRequestId }: Pick<Context, "awsRequestId">,
): Promise<APIGatewayProxyStructuredResultV2> {
  return invoked(awsRequestId, () => asPublic(() => answer(event)));
}

async function answer(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const startedAt = performance.now();
  const asked = askedOf(event);
  const { method, path } = asked;
  let error: unknown;
  const answered = await leave(asked, { visitor: () => visitorOf(event), tell }).catch((cause: unknown) => {
    error = cause;
    return unavailable();
  });
  afterwards(Ways.renewed());
  const durationMs = Math.round(performance.now() - startedAt);
  const { requestId } = event.requestContext;
  logRequest({ requestId, method, path, status: answered.status, durationMs, error });
  return resultOf(answered);
}

/** Whose session the site's own cookie holds; nobody's where it does not hold, or somebody of ours acts as them. */
async function visitorOf({ cookies = [], headers }: APIGatewayProxyEventV2): Promise<string | null> {
  const all = [...cookies, ...(headers.cookie ?? "").split(";")];
  const token = all.flatMap((cookie) => /^\s*__session=(.+)$/.exec(cookie)?.[1] ?? [])[0];
  const { config } = context();
  if (!token || config.CLERK_JWT_KEY === "") return null;
  // What verifies a session takes a while to load, and most visitors have none.
  const { sessionSettings, shopperOf } = await import("./shopper/session.ts");
  try {
    const { userId, act } = await shopperOf(`Bearer ${token.trim()}`, sessionSettings(config));
    return act ? null : userId;
  } catch {
    return null;
  }
}

function tell(click: Clicked): void {
  afterwards(send(click));
}

/** What could not be sent is in the log, whole: nothing else knows of the click. */
async function send(click: Clicked): Promise<void> {
  try {
    const [failure] = await queue.send(context().config.AFFILIATE_QUEUE_URL, [click]);
    if (failure) throw new Error(failure.reason);
  } catch (error) {
    logger.error("click lost", { click, error: error as Error });
  }
}
