import { BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { fromAws, ServiceError } from "../service-error.ts";
import type { Embedder, EmbedOptions } from "./port.ts";

interface TitanRequest {
  inputText?: string;
  /** Base64. */
  inputImage?: string;
  embeddingConfig: { outputEmbeddingLength: number };
}

interface TitanResponse {
  embedding?: number[];
  message?: string | null;
}

export interface BedrockEmbedderOptions {
  /** `amazon.titan-embed-image-v1` */
  model: string;
  /** 256, 384 or 1024. */
  dimension: number;
  client?: BedrockRuntimeClient;
}

/** Titan reads no more than 256 tokens of text beside a picture; four characters a token is on the safe side. */
const MAX_TEXT = 1000;
const PARALLEL = 8;

/** Amazon Titan Multimodal Embeddings: texts and pictures in one space. It takes one input a request. */
export function bedrockEmbedder({
  model,
  dimension,
  client = new BedrockRuntimeClient({}),
}: BedrockEmbedderOptions): Embedder {
  const service = `bedrock ${model}`;

  async function embed(input: Omit<TitanRequest, "embeddingConfig">, options: EmbedOptions): Promise<Float32Array> {
    const body: TitanRequest = { ...input, embeddingConfig: { outputEmbeddingLength: dimension } };
    const signals = [AbortSignal.timeout(options.timeoutMs), ...(options.signal ? [options.signal] : [])];
    const command = new InvokeModelCommand({
      modelId: model,
      contentType: "application/json",
      accept: "application/json",
      body: JSON.stringify(body),
    });
    const answer = await client.send(command, { abortSignal: AbortSignal.any(signals) }).catch((error: unknown) => {
      throw fromAws(service, error);
    });
    const { embedding, message } = JSON.parse(Buffer.from(answer.body).toString("utf8")) as TitanResponse;
    if (embedding?.length === dimension) return Float32Array.from(embedding);
    throw new ServiceError(service, "rejected", message ?? `a vector of ${embedding?.length ?? 0}`);
  }

  return {
    model,
    dimension,
    async texts(texts, _kind, options) {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += PARALLEL) {
        const batch = texts.slice(start, start + PARALLEL);
        const made = batch.map((text) => embed({ inputText: text.slice(0, MAX_TEXT) }, options));
        vectors.push(...(await Promise.all(made)));
      }
      return vectors;
    },
    picture: ({ bytes, text }, options) =>
      embed(
        { inputImage: Buffer.from(bytes).toString("base64"), ...(text ? { inputText: text.slice(0, MAX_TEXT) } : {}) },
        options,
      ),
  };
}
