import type { Scan } from "@stylegence/clients/ocr/port";
import { tesseractOcr } from "@stylegence/clients/ocr/tesseract";
import { ServiceError } from "@stylegence/clients/service-error";
import * as z from "zod/mini";

const Request = z.object({ picture: z.base64().check(z.minLength(1), z.maxLength(6_000_000)) });

/** Its name tells the caller that sending the same again won't help. */
class InputError extends Error {
  override readonly name = "InputError";
}

const ocr = tesseractOcr();

/** Direct invocation `{ picture }`, a JPEG or PNG in base64: the text that stands in it. */
export async function handler(event: unknown): Promise<Scan> {
  const request = Request.safeParse(event);
  if (!request.success) throw new InputError(z.prettifyError(request.error));
  try {
    return await ocr.read(Buffer.from(request.data.picture, "base64"), "image/jpeg");
  } catch (error) {
    if (error instanceof ServiceError && !error.retry) throw new InputError(error.message);
    throw error;
  }
}
