import type { Invoke } from "../lambda/invoke.ts";
import { ServiceError } from "../service-error.ts";
import type { Ocr, OcrRequest, Scan } from "./port.ts";

const TIMEOUT_MS = 40_000;
/** A call takes six megabytes, and base64 a third more than the picture. */
const MAX_BYTES = 4_000_000;

/** The packaged reader, in a function of its own. */
export function lambdaOcr({ invoke, functionName }: { invoke: Invoke; functionName: string }): Ocr {
  return {
    types: ["image/jpeg"],
    async read(body) {
      if (body.length > MAX_BYTES) throw new ServiceError("ocr", "rejected", `a picture of ${body.length} bytes`);
      const request: OcrRequest = { picture: Buffer.from(body).toString("base64") };
      return invoke<Scan>(functionName, request, { timeoutMs: TIMEOUT_MS });
    },
  };
}
