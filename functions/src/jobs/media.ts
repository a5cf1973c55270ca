import { ImageFound } from "@stylegence/core/catalog/image.events";
import * as Picture from "@stylegence/core/media/picture";
import { consumer, each } from "../platform/consumer.ts";

/** Queue `media`: fetches and stores pictures. */
export const handler = consumer(
  "media",
  ImageFound,
  each(async ({ groupId, imageId, slotAt }) => ({ imageId, outcome: await Picture.store(groupId, imageId, slotAt) })),
);
