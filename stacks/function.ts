import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { NagSuppressions } from "cdk-nag";
import type { Construct } from "constructs";
import type { Config } from "../packages/core/src/platform/config.ts";
import { Bundle } from "./bundle.ts";
import type { Native } from "./natives.ts";
import type { Stage } from "./stage.ts";

/** Names are those that the functions' own configuration parses. */
export type Variables = Partial<Record<keyof Config, string>>;

export interface Job {
  /** Path of the source file from the root; its export `handler` is called. */
  entry?: string;
  /** A folder that is ready to run instead, with its handler. */
  built?: { dir: string; handler: string };
  memoryMb: number;
  timeoutSeconds: number;
  environment?: Variables;
  natives?: Native[];
  /** Copied beside the bundle: name there → path here. */
  folders?: Record<string, string>;
  /** Where an event goes that an asynchronous call could not deliver. */
  onFailure?: IQueue;
}

/** A function with nothing left to defaults. */
export function lambda(scope: Construct, id: string, stage: Stage, job: Job): LambdaFunction {
  const made = new LambdaFunction(scope, id, {
    runtime: Runtime.NODEJS_24_X,
    // Native libraries come for x64; pure script runs on the cheaper cores.
    architecture: job.natives ? Architecture.X86_64 : Architecture.ARM_64,
    code: job.built ? Code.fromAsset(job.built.dir) : new Bundle(job.entry ?? "", job.natives, job.folders),
    // `pnpm dev` finds the function of a saved file by it.
    description: job.entry ?? "pages",
    handler: job.built?.handler ?? "index.handler",
    memorySize: job.memoryMb,
    timeout: Duration.seconds(job.timeoutSeconds),
    environment: { STAGE: stage.name, NODE_OPTIONS: "--enable-source-maps", ...job.environment },
    logGroup: logGroup(scope, `${id}Logs`, stage),
    loggingFormat: LoggingFormat.JSON,
    onFailure: job.onFailure && new SqsDestination(job.onFailure),
  });
  NagSuppressions.addResourceSuppressions(
    made,
    [{ id: "AwsSolutions-IAM4", reason: "The basic execution policy only writes the function's own log." }],
    true,
  );
  return made;
}

/** A log group that is kept for the days of its stage and goes with it. */
export function logGroup(scope: Construct, id: string, stage: Stage): LogGroup {
  return new LogGroup(scope, id, { retention: stage.logDays, removalPolicy: RemovalPolicy.DESTROY });
}
