import { bedrockEmbedder } from "@stylegence/clients/embedder/bedrock";
import { lambdaEmbedder } from "@stylegence/clients/embedder/lambda";
import type { Embedder } from "@stylegence/clients/embedder/port";
import { lambdaInvoke } from "@stylegence/clients/lambda/invoke";
import { context } from "../platform/context.ts";

const made = new Map<string, Embedder>();

/** Whoever makes vectors of the configured model: Amazon's own models by Bedrock, any other by the embedder function. */
export function embedder(): Embedder {
  const { EMBEDDING_MODEL: model, EMBEDDING_DIMENSION: dimension, EMBEDDER_FUNCTION: functionName } = context().config;
  const key = `${model} ${dimension} ${functionName}`;
  const known = made.get(key);
  if (known) return known;
  const fresh = model.startsWith("amazon.")
    ? bedrockEmbedder({ model, dimension })
    : lambdaEmbedder({ invoke: lambdaInvoke(), functionName, model, dimension });
  made.set(key, fresh);
  return fresh;
}

/** Whether the configured model makes one vector of text and picture together. */
export function readsPictures(): boolean {
  return isSetUp() && embedder().picture !== undefined;
}

/** Whether this stage can make vectors at all. */
export function isSetUp(): boolean {
  const { EMBEDDING_MODEL, EMBEDDER_FUNCTION } = context().config;
  return EMBEDDER_FUNCTION !== "" || EMBEDDING_MODEL.startsWith("amazon.");
}
