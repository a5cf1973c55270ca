import { DescribeTimeToLiveCommand, DynamoDBClient, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { tableDefinition } from "@stylegence/core/platform/table-definition";
import { emulated } from "./layout.ts";
import { resourcesOf } from "./stage.ts";

/** Applies what the emulator leaves out of a deployed template; docs/local.md lists it. Safe to run again. */
export async function mend(stage: string, emulator: string): Promise<void> {
  const dynamodb = new DynamoDBClient(emulated(emulator));
  const resources = await resourcesOf(stage, emulator);
  for (const { ResourceType, PhysicalResourceId: TableName } of resources) {
    if (ResourceType !== "AWS::DynamoDB::Table" || !TableName) continue;
    const { TimeToLiveDescription } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName }));
    if (TimeToLiveDescription?.TimeToLiveStatus === "ENABLED") continue;
    const TimeToLiveSpecification = { AttributeName: tableDefinition.ttlAttribute, Enabled: true };
    await dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  }
}
