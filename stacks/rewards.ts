import { Duration, type Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { grantReadWrite } from "./database.ts";
import { lambda } from "./function.ts";
import type { jobs } from "./jobs.ts";
import type { Monitoring } from "./monitoring.ts";
import type { Stage } from "./stage.ts";
import { timer } from "./timers.ts";

export interface RewardParts {
  stage: Stage;
  table: Table;
  work: ReturnType<typeof jobs>;
  monitoring: Monitoring;
}

/** What moves points when their time has come. */
export function rewards(stack: Stack, { stage, table, work, monitoring }: RewardParts): LambdaFunction {
  const settle = lambda(stack, "SettleRewards", stage, {
    entry: "functions/src/timers/settle-rewards.ts",
    memoryMb: 256,
    timeoutSeconds: 30,
    environment: work.names,
    onFailure: work.failures.async,
  });
  grantReadWrite(table, settle);
  monitoring.watchErrors("SettleRewards", settle, 5);
  timer(stack, "EveryMinuteRewards", Duration.minutes(1), settle, work.failures.async);
  return settle;
}
