import * as z from "zod/mini";

/** What a shopper types to say that the account shall really go. */
export const ERASURE_PHRASE = "delete my account";

export const ErasureInput = z.strictObject({ confirm: z.literal(ERASURE_PHRASE) });
export type ErasureInput = z.infer<typeof ErasureInput>;

export const Erasure = z.object({
  erasureId: z.string(),
  /** `done` is never seen by its shopper: by then nobody can sign in as them. */
  status: z.enum(["running", "waiting", "done"]),
  requestedAt: z.string(),
});
export type Erasure = z.infer<typeof Erasure>;

export const DataExport = z.object({
  exportId: z.string(),
  status: z.enum(["running", "ready", "failed"]),
  requestedAt: z.string(),
  readyAt: z.nullable(z.string()),
  /** From then on neither the file nor this entry is there. */
  expiresAt: z.string(),
  /** Of the zip. */
  bytes: z.nullable(z.int()),
  /** Address of the zip, good for minutes: asked for anew with each GET of the one export, null in lists. */
  url: z.nullable(z.string()),
});
export type DataExport = z.infer<typeof DataExport>;

/** Newest first. */
export const DataExports = z.object({ items: z.array(DataExport), nextCursor: z.nullable(z.string()) });
export type DataExports = z.infer<typeof DataExports>;
