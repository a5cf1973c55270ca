import type { Product } from "../catalog/product.ts";
import { context } from "../platform/context.ts";
import type { ReceiptSubject } from "./receipt.entity.ts";

/** A garment as a list of purchases shows it. */
export function subjectOf({ group, images }: Pick<Product, "group" | "images">): ReceiptSubject {
  const picture = images.find(({ status }) => status === "stored") ?? images[0];
  const key = picture?.renditions?.[0]?.key;
  const image = key ? `${context().config.MEDIA_BASE_URL}/${key}` : picture?.url;
  return { title: group.title, ...(image && { image }) };
}
