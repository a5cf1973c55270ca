import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Listing } from "../catalog/listing.entity.ts";
import { context } from "../platform/context.ts";
import { attributesOf, partitionKey } from "../platform/item.ts";

export type Offer = Pick<Listing, "listingId" | "groupId" | "variantId" | "url" | "price">;

/** A listing by its id, in one request and without a model; null where there is none. */
export async function find(listingId: string): Promise<Offer | null> {
  const { documents, config } = context();
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: config.TABLE_NAME,
      IndexName: "gsi2",
      KeyConditionExpression: "gsi2pk = :pk",
      ExpressionAttributeValues: { ":pk": partitionKey({ listingId }) },
      Limit: 1,
    }),
  );
  return Items[0] ? attributesOf<Offer>(Items[0]) : null;
}
