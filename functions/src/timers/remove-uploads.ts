import { s3Objects } from "@stylegence/clients/objects/s3";
import { context } from "@stylegence/core/platform/context";
import { removeDue } from "@stylegence/core/upload/due";
import { handler as handle } from "../platform/handler.ts";

/** Every hour: receipts and pictures whose time has come go, with their files. */
export const handler = handle("remove-uploads", async () => ({
  ...(await removeDue(s3Objects(context().config.PRIVATE_BUCKET))),
}));
