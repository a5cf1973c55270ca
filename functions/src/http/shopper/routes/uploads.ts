import { Upload, UploadId, UploadInput, UploadStart } from "@stylegence/contracts/upload";
import { context } from "@stylegence/core/platform/context";
import * as Uploads from "@stylegence/core/upload/upload";
import * as z from "zod/mini";
import { PRIVATE, type Route, route } from "../../api/route.ts";

const own = { security: "shopper", cacheControl: PRIVATE } as const;
const OfUpload = z.object({ uploadId: UploadId });

async function links() {
  const { signedLinks } = await import("@stylegence/clients/files/signed-links");
  const { PRIVATE_BUCKET_URL, AWS_REGION } = context().config;
  return signedLinks({ bucketUrl: PRIVATE_BUCKET_URL, region: AWS_REGION });
}

export const uploadRoutes: Route[] = [
  route({
    ...own,
    method: "POST",
    path: "/me/uploads",
    id: "beginUpload",
    summary: "Announce a file, and get the address that it is sent to; again with the same key it is the same upload",
    params: undefined,
    query: undefined,
    body: UploadInput,
    response: UploadStart,
    responseName: "UploadStart",
    answer: async ({ body }) => {
      const { upload, put } = await Uploads.begin(body, links);
      return { status: 201, body: { upload: shown(upload), put } };
    },
  }),
  route({
    ...own,
    path: "/me/uploads/{uploadId}",
    id: "getUpload",
    summary: "Where an upload stands, with an address to look at it once it is validated",
    params: OfUpload,
    query: undefined,
    response: Upload,
    responseName: "Upload",
    answer: async ({ params }) => {
      const { url, ...upload } = await Uploads.read(params.uploadId, links);
      return { body: shown(upload, url) };
    },
  }),
  route({
    ...own,
    method: "POST",
    path: "/me/uploads/{uploadId}/complete",
    id: "completeUpload",
    summary: "Say that the file was sent, so that it is looked at",
    params: OfUpload,
    query: undefined,
    body: z.strictObject({}),
    response: Upload,
    responseName: "Upload",
    answer: async ({ params }) => ({ status: 202, body: shown(await Uploads.complete(params.uploadId)) }),
  }),
];

function shown(upload: Uploads.Upload, url: string | null = null): Upload {
  const { uploadId, kind, state, contentType, bytes, reason, createdAt } = upload;
  return { uploadId, kind, state, contentType, bytes, reason: reason ?? null, createdAt, url };
}
