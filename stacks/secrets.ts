import { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { Config } from "sst/constructs";
import type { Stage } from "./stage.ts";

/**
 * A value that is set with `sst secrets set NAME … --stage …` and is in no template. The function finds the parameter's
 * path in `NAME_PARAMETER`, and may read only that one.
 */
export function secret(stack: Stack, stage: Stage, name: string): { grantRead(reader: LambdaFunction): void } {
  new Config.Secret(stack, name);
  const path = `/sst/stylegence/${stage.name}/Secret/${name}/value`;
  return {
    grantRead(reader) {
      reader.addEnvironment(`${name}_PARAMETER`, path);
      const resource = Stack.of(stack).formatArn({
        service: "ssm",
        resource: "parameter",
        resourceName: path.slice(1),
      });
      reader.addToRolePolicy(new PolicyStatement({ actions: ["ssm:GetParameter"], resources: [resource] }));
    },
  };
}
