import { RemovalPolicy } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { NagSuppressions } from "cdk-nag";
import type { Construct } from "constructs";
import { tableDefinition } from "../packages/core/src/platform/table-definition.ts";
import type { Stage } from "./stage.ts";

/** The stage's one table. */
export function database(scope: Construct, stage: Stage): Table {
  const { partitionKey, sortKey, ttlAttribute, indexes } = tableDefinition;
  const table = new Table(scope, "Table", {
    partitionKey: { name: partitionKey, type: AttributeType.STRING },
    sortKey: { name: sortKey, type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.AWS_MANAGED,
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: ttlAttribute,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: stage.keepsData,
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  for (const index of indexes) {
    table.addGlobalSecondaryIndex({
      indexName: index.name,
      partitionKey: { name: index.partitionKey, type: AttributeType.STRING },
      sortKey: { name: index.sortKey, type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
  }
  return table;
}

const READ = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:ConditionCheckItem"];
const WRITE = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"];

/** Lets a function read by key and index. No function may scan. */
export function grantRead(table: Table, reader: LambdaFunction): void {
  grant(table, reader, READ);
}

export function grantReadWrite(table: Table, writer: LambdaFunction): void {
  grant(table, writer, [...READ, ...WRITE]);
}

/** Lets a function put items whose partition begins so, and no others. */
export function grantPutUnder(table: Table, writer: LambdaFunction, prefix: string): void {
  writer.addToRolePolicy(
    new PolicyStatement({
      actions: ["dynamodb:PutItem"],
      resources: [table.tableArn],
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${prefix}*`] } },
    }),
  );
}

function grant(table: Table, grantee: LambdaFunction, actions: string[]): void {
  table.grant(grantee, ...actions);
  NagSuppressions.addResourceSuppressions(
    grantee,
    [
      {
        id: "AwsSolutions-IAM5",
        reason: "The table's own indexes.",
        appliesTo: [{ regex: "/^Resource::<Table.*\\.Arn>\\/index\\/\\*$/" }],
      },
    ],
    true,
  );
}
