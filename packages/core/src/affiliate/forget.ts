import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { context } from "../platform/context.ts";
import { affiliateClick } from "./click.entity.ts";

/** Makes clicks nobody's: networks go on telling of them, and what they tell earns nobody points. May be done again. */
export async function unname(clickIds: readonly string[]): Promise<void> {
  const { documents } = context();
  for (const clickId of clickIds) {
    const { TableName, Key } = affiliateClick().get({ clickId }).params<{ TableName: string; Key: { pk: string } }>();
    const command = new UpdateCommand({
      TableName,
      Key,
      // Also where the expiry was quicker, nothing is made anew.
      ConditionExpression: "attribute_exists(pk)",
      UpdateExpression: "REMOVE userId, gsi1pk, gsi1sk",
    });
    await documents.send(command).catch((error: Error) => {
      if (error.name !== "ConditionalCheckFailedException") throw error;
    });
  }
}
