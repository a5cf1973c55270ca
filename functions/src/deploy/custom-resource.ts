import type { CloudFormationCustomResourceEvent, Context } from "aws-lambda";

/** Does the work of one event of a custom resource. Throwing makes the deploy fail with the message. */
export type Work<P> = (event: CloudFormationCustomResourceEvent, properties: P) => Promise<void>;

/** A handler that tells CloudFormation how it ended, whichever way that is: without an answer a deploy hangs for an hour. */
export function customResource<P>(work: Work<P>) {
  return async (event: CloudFormationCustomResourceEvent, context: Context): Promise<void> => {
    const reason = await work(event, event.ResourceProperties as unknown as P).then(
      () => null,
      (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
    );
    const body = JSON.stringify({
      Status: reason === null ? "SUCCESS" : "FAILED",
      Reason: reason ?? `See ${context.logStreamName}`,
      PhysicalResourceId: event.RequestType === "Create" ? event.LogicalResourceId : event.PhysicalResourceId,
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
    });
    // The address is signed for a request without a content type.
    const answer = await fetch(event.ResponseURL, { method: "PUT", body, headers: { "content-type": "" } });
    if (!answer.ok) throw new Error(`CloudFormation did not take the answer: ${answer.status}`);
  };
}
