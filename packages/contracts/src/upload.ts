import * as z from "zod/mini";

export const UploadId = z.string().check(z.regex(/^upl_[0-9A-HJKMNP-TV-Z]{26}$/));

export const UPLOAD_KINDS = ["receipt", "review_image"] as const;
export type UploadKind = (typeof UPLOAD_KINDS)[number];

export const UPLOAD_TYPES = ["image/jpeg", "image/png", "image/webp", "application/pdf"] as const;
export type UploadType = (typeof UPLOAD_TYPES)[number];

/** What may be uploaded: types, and the most bytes of one. */
export const UPLOAD_RULES: Record<UploadKind, { types: readonly UploadType[]; maxBytes: number }> = {
  receipt: { types: ["image/jpeg", "image/png", "image/webp", "application/pdf"], maxBytes: 10_000_000 },
  review_image: { types: ["image/jpeg", "image/png", "image/webp"], maxBytes: 10_000_000 },
};
const MAX_BYTES = 10_000_000;

/** Body of `POST /me/uploads`. The same key again is the same upload. */
export const UploadInput = z
  .strictObject({
    /** Made by the client, once for each file: a retry names it again. */
    key: z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/)),
    kind: z.enum(UPLOAD_KINDS),
    contentType: z.enum(UPLOAD_TYPES),
    /** Exact length of the file. */
    bytes: z.int().check(z.minimum(1), z.maximum(MAX_BYTES)),
    /** SHA-256 of the file in hexadecimal; the storage refuses another file. */
    sha256: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
  })
  .check((input) => {
    const { kind, contentType } = input.value;
    if (UPLOAD_RULES[kind].types.includes(contentType)) return;
    input.issues.push({ code: "custom", path: ["contentType"], message: "is no type for that", input: contentType });
  });
export type UploadInput = z.infer<typeof UploadInput>;

/** `waiting`: nothing was sent yet. `pending`: it is looked at. */
export const UPLOAD_STATES = ["waiting", "pending", "validated", "rejected"] as const;

export const Upload = z.object({
  uploadId: z.string(),
  kind: z.enum(UPLOAD_KINDS),
  state: z.enum(UPLOAD_STATES),
  contentType: z.string(),
  bytes: z.int(),
  /** Why it was rejected, in words for people; null otherwise. */
  reason: z.nullable(z.string()),
  createdAt: z.string(),
  /** Address to look at it, good for five minutes; null until it is validated, and for a list. */
  url: z.nullable(z.string()),
});
export type Upload = z.infer<typeof Upload>;

/** Answer of `POST /me/uploads`: where the file is to be sent, by `PUT` with exactly these headers, within the quarter of an hour. */
export const UploadStart = z.object({
  upload: Upload,
  /** Null where the file was sent before. */
  put: z.nullable(z.object({ url: z.string(), headers: z.record(z.string(), z.string()) })),
});
export type UploadStart = z.infer<typeof UploadStart>;
