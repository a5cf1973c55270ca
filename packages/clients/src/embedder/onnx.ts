import { readFile } from "node:fs/promises";
import path from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { TextKind } from "./port.ts";

export interface OnnxModel {
  name: string;
  dimension: number;
  /** Unit vectors, in the order of the texts. */
  embed(texts: readonly string[], kind: TextKind): Promise<Float32Array[]>;
}

const NAME = "bge-small-en-v1.5-q";
const DIMENSION = 384;
/** What the model was trained to see before a question. */
const QUERY_PREFIX = "Represent this sentence for searching relevant passages: ";
/** Titles have about 20; the model would take 512, at twenty times the work. */
const MAX_TOKENS = 128;
const BATCH = 32;

/** Loads bge-small-en-v1.5 from a folder with its ONNX file and tokenizer. */
export async function loadOnnxModel(dir: string, options: { threads?: number } = {}): Promise<OnnxModel> {
  const tokenizerJson = JSON.parse(await readFile(path.join(dir, `${NAME}-tokenizer.json`), "utf8")) as object;
  const tokenizer = new Tokenizer(tokenizerJson, {});
  const session = await InferenceSession.create(path.join(dir, `${NAME}.onnx`), {
    intraOpNumThreads: options.threads ?? 1,
    interOpNumThreads: 1,
    graphOptimizationLevel: "all",
  });

  const tokens = (text: string): number[] => {
    const { ids } = tokenizer.encode(text);
    // The last token closes the text, so it must outlive the cut.
    return ids.length <= MAX_TOKENS ? ids : [...ids.slice(0, MAX_TOKENS - 1), ids.at(-1) as number];
  };

  return {
    name: NAME,
    dimension: DIMENSION,
    async embed(texts, kind) {
      const inputs = texts.map((text, index) => ({
        index,
        ids: tokens(kind === "query" ? QUERY_PREFIX + text : text),
      }));
      // Texts of like length share a batch, so that little of it is padding.
      inputs.sort((a, b) => a.ids.length - b.ids.length);
      const vectors = new Array<Float32Array>(texts.length);
      for (let start = 0; start < inputs.length; start += BATCH) {
        const batch = inputs.slice(start, start + BATCH);
        const made = await run(
          session,
          batch.map(({ ids }) => ids),
        );
        batch.forEach(({ index }, at) => {
          vectors[index] = made[at] as Float32Array;
        });
      }
      return vectors;
    },
  };
}

async function run(session: InferenceSession, rows: number[][]): Promise<Float32Array[]> {
  const width = Math.max(...rows.map((row) => row.length));
  const ids = new BigInt64Array(rows.length * width);
  const mask = new BigInt64Array(rows.length * width);
  rows.forEach((row, at) => {
    row.forEach((id, column) => {
      ids[at * width + column] = BigInt(id);
      mask[at * width + column] = 1n;
    });
  });
  const tensor = (data: BigInt64Array) => new Tensor("int64", data, [rows.length, width]);
  const { last_hidden_state: hidden } = await session.run({
    input_ids: tensor(ids),
    attention_mask: tensor(mask),
    token_type_ids: tensor(new BigInt64Array(ids.length)),
  });
  const states = hidden?.data as Float32Array;
  // The first token of each row stands for the whole of it.
  return rows.map((_, at) => unit(states.subarray(at * width * DIMENSION, at * width * DIMENSION + DIMENSION)));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
