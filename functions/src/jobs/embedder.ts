import path from "node:path";
import { loadOnnxModel } from "@stylegence/clients/embedder/onnx";
import { type EmbedResponse, MAX_CHARACTERS, MAX_TEXTS } from "@stylegence/clients/embedder/port";
import * as z from "zod/mini";

const Request = z.object({
  texts: z.array(z.string().check(z.maxLength(MAX_CHARACTERS))).check(z.minLength(1), z.maxLength(MAX_TEXTS)),
  kind: z.enum(["query", "passage"]),
});

/** Its name tells the caller that sending the same again won't help. */
class InputError extends Error {
  override readonly name = "InputError";
}

const model = loadOnnxModel(process.env.MODEL_DIR ?? path.join(import.meta.dirname, "model"));

/** Direct invocation `{ texts, kind }`: a unit vector for each text. */
export async function handler(event: unknown): Promise<EmbedResponse> {
  const request = Request.safeParse(event);
  if (!request.success) throw new InputError(z.prettifyError(request.error));
  const { texts, kind } = request.data;
  const { name, dimension, embed } = await model;
  const vectors = await embed(texts, kind);
  return { model: name, dimension, vectors: vectors.map((vector) => [...vector]) };
}
