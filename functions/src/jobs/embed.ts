import { EmbeddingRequested } from "@stylegence/core/embedding/job.events";
import { performAll } from "@stylegence/core/embedding/perform";
import { consumer } from "../platform/consumer.ts";

/** Queue `embed`: makes the vectors that a batch of jobs asks for, with one call of the model. */
export const handler = consumer("embed", EmbeddingRequested, async (bodies) => {
  const results = await performAll(bodies.map(({ jobId }) => jobId));
  return results.map((result, at) =>
    result.status === "rejected"
      ? result
      : { status: "fulfilled", value: { jobId: bodies[at]?.jobId, outcome: result.value } },
  );
});
