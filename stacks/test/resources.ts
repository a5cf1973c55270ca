/** The parts of CloudFormation's resources that the rules look at. */
export type Reference = { Ref: string } | { "Fn::GetAtt": [string, string] };

export interface Mapping {
  EventSourceArn: Reference;
  FunctionName: Reference;
  FunctionResponseTypes?: string[];
  ScalingConfig?: { MaximumConcurrency: number };
  StartingPosition?: string;
}
export interface Queue {
  VisibilityTimeout: number;
  RedrivePolicy?: { deadLetterTargetArn: Reference };
}
export interface Alarm {
  MetricName: string;
  Threshold: number;
  AlarmActions: Reference[];
  Dimensions: { Value: Reference }[];
}
export interface Lambda {
  Runtime: string;
  Timeout: number;
  MemorySize: number;
  LoggingConfig?: { LogGroup: Reference };
  Environment: { Variables: Record<string, unknown> };
}
export interface LogGroup {
  RetentionInDays: number;
}
export interface InvokeConfig {
  FunctionName: Reference;
}
export interface Rule {
  Targets: { Arn: Reference; DeadLetterConfig?: object }[];
}
export interface Policy {
  PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown; Condition?: object }[] };
}
export interface Table {
  GlobalSecondaryIndexes: { IndexName: string }[];
  DeletionProtectionEnabled?: boolean;
}
export interface Bucket {
  PublicAccessBlockConfiguration: Record<string, boolean>;
}
export interface Behaviour {
  PathPattern?: string;
  ResponseHeadersPolicyId: Reference;
}
export interface Distribution {
  DistributionConfig: {
    DefaultCacheBehavior: Behaviour;
    CacheBehaviors: Behaviour[];
    Origins: { DomainName: unknown; S3OriginConfig?: object; OriginAccessControlId?: Reference }[];
  };
}
export interface Permission {
  Principal: string;
  Action: string;
}

/** The logical id that a reference names. */
export function idOf(reference: Reference | undefined): string {
  if (!reference) return "";
  return "Ref" in reference ? reference.Ref : reference["Fn::GetAtt"][0];
}
