import * as z from "zod/mini";
import { message } from "../platform/message.ts";

export const EmbeddingRequested = message({ jobId: z.string() });
export type EmbeddingRequested = z.infer<typeof EmbeddingRequested>;
