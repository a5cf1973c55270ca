import { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { NagSuppressions } from "cdk-nag";
import type { Job, Variables } from "./function.ts";
import type { Stage } from "./stage.ts";

export interface Embedder {
  variables: Variables;
  /** The function that holds the packaged model; none where Bedrock makes the vectors. */
  made: LambdaFunction | undefined;
  /** Lets a function ask for vectors. */
  grantUse: (caller: LambdaFunction) => void;
}

/** What makes the stage's vectors: Bedrock, or a function of our own with the packaged model. */
export function embedder({ embedding }: Stage, job: (id: string, options: Job) => LambdaFunction): Embedder {
  const { model, dimension, bedrock } = embedding;
  const variables: Variables = { EMBEDDING_MODEL: model, EMBEDDING_DIMENSION: String(dimension) };
  if (bedrock) return { variables, made: undefined, grantUse: (caller) => allowModel(caller, model) };
  const made = job("Embedder", {
    entry: "functions/src/jobs/embedder.ts",
    memoryMb: 1024,
    timeoutSeconds: 20,
    natives: ["onnx"],
  });
  return {
    variables: { ...variables, EMBEDDER_FUNCTION: made.functionName },
    made,
    grantUse: (caller) => invoke(caller, made),
  };
}

function allowModel(caller: LambdaFunction, model: string): void {
  const arn = Stack.of(caller).formatArn({
    service: "bedrock",
    account: "",
    resource: "foundation-model",
    resourceName: model,
  });
  caller.addToRolePolicy(new PolicyStatement({ actions: ["bedrock:InvokeModel"], resources: [arn] }));
}

/** Lets one function call another; nag asks about its versions. */
export function invoke(caller: LambdaFunction, called: LambdaFunction): void {
  called.grantInvoke(caller);
  NagSuppressions.addResourceSuppressions(
    caller,
    [
      {
        id: "AwsSolutions-IAM5",
        reason: "Versions and aliases of that one function.",
        appliesTo: [{ regex: "/^Resource::<.*\\.Arn>:\\*$/" }],
      },
    ],
    true,
  );
}
