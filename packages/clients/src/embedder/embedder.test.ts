import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { afterEach, describe, expect, it } from "vitest";
import { type Reply, type Seen, startWire, toWire, type Wire } from "../../test/wire.ts";
import { lambdaInvoke } from "../lambda/invoke.ts";
import { bedrockEmbedder } from "./bedrock.ts";
import { lambdaEmbedder } from "./lambda.ts";

let wire: Wire;
afterEach(() => wire.close());

const TIME = { timeoutMs: 5000 };
const vectorOf = (text: string) => [text.length, 1, 0];

async function overLambda(answer: (seen: Seen, count: number) => Reply) {
  wire = await startWire(answer);
  const invoke = lambdaInvoke(new LambdaClient(toWire(wire.url)));
  return lambdaEmbedder({ invoke, functionName: "stage-Embedder", model: "small", dimension: 3 });
}

const honest = ({ body }: Seen): Reply => {
  const { texts } = JSON.parse(body) as { texts: string[] };
  return { body: { model: "small", dimension: 3, vectors: texts.map(vectorOf) } };
};

describe("the embedder function", () => {
  it("is asked for as many texts as it takes at once, and answers in order", async () => {
    const embedder = await overLambda(honest);
    const texts = Array.from({ length: 70 }, (_, at) => "x".repeat(at + 1));
    const vectors = await embedder.texts(texts, "passage", TIME);
    expect(vectors.map(([length]) => length)).toEqual(texts.map((text) => text.length));
    expect(wire.seen.map(({ path }) => path)).toEqual(
      Array(2).fill("/2015-03-31/functions/stage-Embedder/invocations"),
    );
    expect(JSON.parse(wire.seen[0]?.body ?? "{}")).toMatchObject({ kind: "passage", texts: { length: 64 } });
  });

  it("never gets a text that is too long for it", async () => {
    const embedder = await overLambda(honest);
    const [vector] = await embedder.texts(["x".repeat(9000)], "query", TIME);
    expect(vector?.[0]).toBe(2000);
  });

  it("that holds another model is refused for good", async () => {
    const embedder = await overLambda(() => ({ body: { model: "other", dimension: 3, vectors: [[1, 0, 0]] } }));
    await expect(embedder.texts(["a"], "query", TIME)).rejects.toMatchObject({ kind: "rejected", retry: false });
  });

  it.each<[string, Reply, object]>([
    ["crashed", fault({ errorType: "Error", errorMessage: "boom" }), { kind: "unavailable", retry: true }],
    [
      "ran out of time",
      fault({ errorMessage: "Task timed out after 20.00 seconds" }),
      { kind: "timeout", retry: true },
    ],
    [
      "refused its input",
      fault({ errorType: "InputError", errorMessage: "too many" }),
      { kind: "rejected", retry: false },
    ],
    [
      "is throttled",
      { status: 429, headers: { "x-amzn-errortype": "TooManyRequestsException" } },
      { kind: "throttled", retry: true },
    ],
    [
      "is not there",
      { status: 404, headers: { "x-amzn-errortype": "ResourceNotFoundException" } },
      { kind: "not_found", retry: false },
    ],
    ["can't be reached", { never: "cut" }, { retry: true }],
  ])("that %s is told apart", async (_, reply, failure) => {
    const embedder = await overLambda(() => reply);
    await expect(embedder.texts(["a"], "query", TIME)).rejects.toMatchObject(failure);
  });

  it("is not waited for beyond the budget, nor after the caller gave up", async () => {
    const embedder = await overLambda(() => ({ never: "silent" }));
    await expect(embedder.texts(["a"], "query", { timeoutMs: 60 })).rejects.toMatchObject({ kind: "timeout" });
    const caller = new AbortController();
    const asked = embedder.texts(["a"], "query", { ...TIME, signal: caller.signal });
    caller.abort();
    await expect(asked).rejects.toMatchObject({ kind: "timeout" });
  });
});

function fault(body: object): Reply {
  return { headers: { "x-amz-function-error": "Unhandled" }, body };
}

async function overBedrock(answer: (seen: Seen, count: number) => Reply) {
  wire = await startWire(answer, { http2: true });
  const client = new BedrockRuntimeClient(toWire(wire.url));
  return bedrockEmbedder({ model: "amazon.titan-embed-image-v1", dimension: 256, client });
}

const titan = { body: { embedding: Array(256).fill(0.0625), inputTextTokenCount: 4, message: null } };

describe("Amazon Titan", () => {
  it("is asked for one text a request, in the shape that it documents", async () => {
    const embedder = await overBedrock(() => titan);
    const vectors = await embedder.texts(["red kurta", "blue saree"], "passage", TIME);
    expect(vectors.map((vector) => vector.length)).toEqual([256, 256]);
    expect(wire.seen.map(({ path }) => path)).toEqual(Array(2).fill("/model/amazon.titan-embed-image-v1/invoke"));
    expect(wire.seen.map(({ body }) => JSON.parse(body)).sort((a, b) => (a.inputText < b.inputText ? -1 : 1))).toEqual([
      { inputText: "blue saree", embeddingConfig: { outputEmbeddingLength: 256 } },
      { inputText: "red kurta", embeddingConfig: { outputEmbeddingLength: 256 } },
    ]);
  });

  it("gets a picture as base64, with its text where there is one", async () => {
    const embedder = await overBedrock(() => titan);
    await embedder.picture?.({ bytes: Uint8Array.of(1, 2, 3), text: "kurta" }, TIME);
    await embedder.picture?.({ bytes: Uint8Array.of(255) }, TIME);
    expect(wire.seen.map(({ body }) => JSON.parse(body))).toEqual([
      { inputImage: "AQID", inputText: "kurta", embeddingConfig: { outputEmbeddingLength: 256 } },
      { inputImage: "/w==", embeddingConfig: { outputEmbeddingLength: 256 } },
    ]);
  });

  it.each<[string, Reply, object]>([
    [
      "throttled",
      { status: 429, headers: { "x-amzn-errortype": "ThrottlingException" } },
      { kind: "throttled", retry: true },
    ],
    [
      "sent something it does not take",
      { status: 400, headers: { "x-amzn-errortype": "ValidationException" } },
      { kind: "rejected", retry: false },
    ],
    [
      "not allowed",
      { status: 403, headers: { "x-amzn-errortype": "AccessDeniedException" } },
      { kind: "rejected", retry: false },
    ],
    [
      "out of order",
      { status: 500, headers: { "x-amzn-errortype": "InternalServerException" } },
      { kind: "unavailable", retry: true },
    ],
    [
      "without a vector",
      { body: { embedding: null, message: "The image is blank." } },
      { kind: "rejected", retry: false },
    ],
  ])("that is %s is told apart", async (_, reply, failure) => {
    const embedder = await overBedrock(() => reply);
    await expect(embedder.texts(["a"], "query", TIME)).rejects.toMatchObject(failure);
  });
});
