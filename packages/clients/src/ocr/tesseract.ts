import { createRequire } from "node:module";
import path from "node:path";
import { createWorker, type Worker } from "tesseract.js";
import { ServiceError } from "../service-error.ts";
import type { Ocr } from "./port.ts";

/** The language lies beside the library: nothing is fetched. */
function languageDir(): string {
  const { resolve } = createRequire(import.meta.url);
  return path.join(path.dirname(resolve("@tesseract.js-data/eng/package.json")), "4.0.0_best_int");
}

export interface LocalOcr extends Ocr {
  close(): Promise<void>;
}

/** Reads on this machine; the reader starts with the first picture and stays. */
export function tesseractOcr(): LocalOcr {
  let started: Promise<Worker> | undefined;
  const start = () => createWorker("eng", 1, { langPath: languageDir(), cacheMethod: "none", errorHandler: () => {} });
  return {
    types: ["image/jpeg", "image/png"],
    async read(body) {
      started ??= start();
      try {
        const { data } = await (await started).recognize(Buffer.from(body), {}, { text: true });
        const lines = data.text.split("\n").map((line) => line.trim());
        return { lines: lines.filter(Boolean), confidence: data.confidence };
      } catch (cause) {
        started.catch(() => {
          started = undefined;
        });
        throw new ServiceError("ocr", "rejected", "The picture can't be read.", { cause });
      }
    },
    async close() {
      await (await started)?.terminate();
      started = undefined;
    },
  };
}
