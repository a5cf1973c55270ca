import { CfnOutput, Fn, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { EbsDeviceVolumeType } from "aws-cdk-lib/aws-ec2";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { type CfnDomain, Domain, EngineVersion } from "aws-cdk-lib/aws-opensearchservice";
import { NagSuppressions } from "cdk-nag";
import type { Stage } from "./stage.ts";

/** How the stages of one account find the domain that they share. */
const EXPORTS = { endpoint: "stylegence-shared-search-endpoint", arn: "stylegence-shared-search-arn" };

export interface Search {
  /** Address of the domain, with its scheme. */
  endpoint: string;
  /** Lets a function search the stage's indexes. */
  grantRead(reader: LambdaFunction): void;
  /** Lets a function make, fill, alias and remove the stage's indexes. */
  grantWrite(writer: LambdaFunction): void;
}

/** The stage's own search domain, or the shared one. */
export function search(stack: Stack, stage: Stage): Search {
  const { host, arn } = stage.ownsSearch === "no" ? imported() : owned(stack, stage);
  const indexes = `${arn}/${stage.searchPrefix}-*`;
  return {
    endpoint: `${stage.emulator ? "http" : "https"}://${host}`,
    grantRead(reader) {
      allow(
        reader,
        ["es:ESHttpGet", "es:ESHttpPost"],
        [`${indexes}/_search`, `${indexes}/_msearch`, `${indexes}/_count`],
      );
      allow(reader, ["es:ESHttpGet", "es:ESHttpPost"], [`${arn}/_msearch`]);
    },
    grantWrite(writer) {
      allow(writer, ["es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPost", "es:ESHttpPut", "es:ESHttpDelete"], [indexes]);
      allow(writer, ["es:ESHttpPost"], [`${arn}/_bulk`, `${arn}/_aliases`, `${arn}/_msearch`]);
      allow(writer, ["es:ESHttpGet"], [`${arn}/_cat/indices/${stage.searchPrefix}-*`]);
    },
  };
}

function allow(grantee: LambdaFunction, actions: string[], resources: string[]): void {
  grantee.addToRolePolicy(new PolicyStatement({ actions, resources }));
  NagSuppressions.addResourceSuppressions(
    grantee,
    [
      {
        id: "AwsSolutions-IAM5",
        reason: "Index names carry a version after the stage's prefix; nothing outside the prefix matches.",
        appliesTo: resources.filter((resource) => resource.includes("*")).map(() => ({ regex: "/^Resource::.*$/" })),
      },
    ],
    true,
  );
}

function owned(stack: Stack, stage: Stage): { host: string; arn: string } {
  const nodes = stage.keepsData ? 2 : 1;
  const domain = new Domain(stack, "Search", {
    version: EngineVersion.openSearch("2.19"),
    capacity: { dataNodes: nodes, dataNodeInstanceType: "t3.small.search", multiAzWithStandbyEnabled: false },
    zoneAwareness: nodes > 1 ? { enabled: true, availabilityZoneCount: nodes } : { enabled: false },
    ebs: { volumeSize: 10, volumeType: EbsDeviceVolumeType.GP3 },
    encryptionAtRest: { enabled: true },
    nodeToNodeEncryption: true,
    enforceHttps: true,
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  NagSuppressions.addResourceSuppressions(domain, [
    {
      id: "AwsSolutions-OS1",
      reason: "Reached by signed requests of named roles; a VPC would put a NAT before the crawler.",
    },
    { id: "AwsSolutions-OS3", reason: "Functions have no fixed addresses; access is by IAM." },
    { id: "AwsSolutions-OS4", reason: "Two data nodes need no dedicated masters yet." },
    { id: "AwsSolutions-OS5", reason: "No resource policy: only principals of this account with a grant get in." },
    { id: "AwsSolutions-OS7", reason: "Only live needs two zones." },
    { id: "AwsSolutions-OS9", reason: "Slow logs are switched on when they are looked at." },
  ]);
  (domain.node.defaultChild as CfnDomain).addPropertyOverride("AdvancedOptions", {
    "rest.action.multi.allow_explicit_index": "true",
  });
  if (stage.ownsSearch === "shared") {
    new CfnOutput(stack, "SharedSearchEndpoint", { value: domain.domainEndpoint, exportName: EXPORTS.endpoint });
    new CfnOutput(stack, "SharedSearchArn", { value: domain.domainArn, exportName: EXPORTS.arn });
  }
  return { host: domain.domainEndpoint, arn: domain.domainArn };
}

function imported(): { host: string; arn: string } {
  return { host: Fn.importValue(EXPORTS.endpoint), arn: Fn.importValue(EXPORTS.arn) };
}
