import type { Invoke } from "../lambda/invoke.ts";
import { ServiceError } from "../service-error.ts";
import { type Embedder, type EmbedRequest, type EmbedResponse, MAX_CHARACTERS, MAX_TEXTS } from "./port.ts";

export interface LambdaEmbedderOptions {
  invoke: Invoke;
  functionName: string;
  model: string;
  dimension: number;
}

/** The packaged model, in a function of its own. A function that holds another model than expected is refused. */
export function lambdaEmbedder({ invoke, functionName, model, dimension }: LambdaEmbedderOptions): Embedder {
  return {
    model,
    dimension,
    async texts(texts, kind, options) {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += MAX_TEXTS) {
        const batch = texts.slice(start, start + MAX_TEXTS).map((text) => text.slice(0, MAX_CHARACTERS));
        const request: EmbedRequest = { texts: batch, kind };
        const answer = await invoke<EmbedResponse>(functionName, request, options);
        if (answer.model !== model || answer.dimension !== dimension || answer.vectors.length !== batch.length) {
          throw new ServiceError("embedder", "rejected", `answered for ${answer.model} of ${answer.dimension}`);
        }
        vectors.push(...answer.vectors.map((vector) => Float32Array.from(vector)));
      }
      return vectors;
    },
  };
}
