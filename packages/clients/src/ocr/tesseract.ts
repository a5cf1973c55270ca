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
  /** One that could not start is started anew: that is no fault of the picture. */
  const reader = async (): Promise<Worker> => {
    started ??= start();
    try {
      return await started;
    } catch (cause) {
      started = undefined;
      throw new ServiceError("ocr", "unavailable", "The reader does not start.", { cause });
    }
  };
  return {
    types: ["image/jpeg", "image/png"],
    async read(body) {
      const worker = await reader();
      try {
        const { data } = await worker.recognize(Buffer.from(body), {}, { text: true });
        const lines = data.text.split("\n").map((line) => line.trim());
        return { lines: lines.filter(Boolean), confidence: data.confidence };
      } catch (cause) {
        // The next picture gets a fresh one, whatever this did to it.
        started = undefined;
        await worker.terminate().catch(() => undefined);
        throw new ServiceError("ocr", "rejected", "The picture can't be read.", { cause });
      }
    },
    async close() {
      await (await started)?.terminate();
      started = undefined;
    },
  };
}
