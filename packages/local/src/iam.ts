import { GetRolePolicyCommand, IAMClient, PutRolePolicyCommand, paginateListRolePolicies } from "@aws-sdk/client-iam";
import { emulated } from "./layout.ts";
import { resourcesOf } from "./stage.ts";

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
}

/**
 * Makes a stage's roles fit for an emulator that enforces them: it asks for `sqs:SendMessageBatch`, which on AWS is no action of
 * its own. Whoever may send to a queue may send batches to it, and nobody else.
 */
export async function mendRoles(stage: string, emulator: string): Promise<void> {
  const client = new IAMClient(emulated(emulator));
  for (const { ResourceType, PhysicalResourceId: RoleName } of await resourcesOf(stage, emulator)) {
    if (ResourceType !== "AWS::IAM::Role" || !RoleName) continue;
    const sends: Statement[] = [];
    for await (const { PolicyNames = [] } of paginateListRolePolicies({ client }, { RoleName })) {
      for (const PolicyName of PolicyNames) {
        const { PolicyDocument } = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
        sends.push(...sendsOf(decodeURIComponent(PolicyDocument ?? "{}")));
      }
    }
    if (sends.length === 0) continue;
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: sends });
    await client.send(new PutRolePolicyCommand({ RoleName, PolicyName: "SendBatches", PolicyDocument }));
  }
}

function sendsOf(document: string): Statement[] {
  const { Statement = [] } = JSON.parse(document) as { Statement?: Statement[] };
  return Statement.filter(({ Action }) => [Action].flat().includes("sqs:SendMessage")).map((statement) => ({
    ...statement,
    Action: "sqs:SendMessageBatch",
  }));
}
