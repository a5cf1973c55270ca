import { Fn } from "aws-cdk-lib";
import type { CfnStage } from "aws-cdk-lib/aws-apigatewayv2";
import { WebSocketApi, WebSocketStage } from "aws-cdk-lib/aws-apigatewayv2";
import { WebSocketLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { NagSuppressions } from "cdk-nag";
import type { Construct } from "constructs";
import { grantReadWrite } from "./database.ts";
import { lambda } from "./function.ts";
import type { Monitoring } from "./monitoring.ts";
import type { Stage } from "./stage.ts";

export interface LiveParts {
  api: WebSocketApi;
  /** Tells the site's own origin, whose pages may connect. */
  site(url: string): void;
}

/** The live connection: who connects, what they send, and the jobs that tell them. */
export function liveParts(
  scope: Construct,
  parts: { stage: Stage; table: Table; watch: Monitoring; jobs: LambdaFunction[] },
): LiveParts {
  const { stage, table, watch, jobs } = parts;
  const made = (id: string, entry: string): LambdaFunction => {
    const one = lambda(scope, id, stage, {
      entry,
      memoryMb: 256,
      timeoutSeconds: 10,
      environment: { TABLE_NAME: table.tableName },
    });
    grantReadWrite(table, one);
    watch.watchErrors(id, one, 5);
    return one;
  };
  const connect = made("LiveConnect", "functions/src/live/connect.ts");
  const disconnect = made("LiveDisconnect", "functions/src/live/disconnect.ts");
  const message = made("LiveMessage", "functions/src/live/message.ts");
  const api = liveApi(scope, { connect, disconnect, message });
  for (const sender of [message, ...jobs]) {
    sender.addEnvironment("LIVE_ENDPOINT", callbackUrl(stage, api));
    grantSend(api, sender);
  }
  return {
    api,
    site(url) {
      connect.addEnvironment("SITE_URL", url);
      connect.addEnvironment("CLERK_AUTHORIZED_PARTIES", stage.clerk?.authorizedParties ?? "");
    },
  };
}

/** The WebSocket API behind the site's `/live`, which is also the name of its stage: so the path needs no rewriting. */
function liveApi(
  scope: Construct,
  handlers: Record<"connect" | "disconnect" | "message", LambdaFunction>,
): WebSocketApi {
  const integration = (handler: LambdaFunction) => new WebSocketLambdaIntegration(`${handler.node.id}Live`, handler);
  const api = new WebSocketApi(scope, "Live", {
    routeSelectionExpression: "$request.body.action",
    connectRouteOptions: { integration: integration(handlers.connect) },
    disconnectRouteOptions: { integration: integration(handlers.disconnect) },
    defaultRouteOptions: { integration: integration(handlers.message) },
  });
  const deployed = new WebSocketStage(scope, "LiveStage", { webSocketApi: api, stageName: "live", autoDeploy: true });
  const raw = deployed.node.defaultChild as CfnStage;
  // Of connections, messages and ends together: after a break everybody comes back within a minute.
  raw.defaultRouteSettings = { throttlingBurstLimit: 1000, throttlingRateLimit: 500 };
  NagSuppressions.addResourceSuppressions(deployed, [
    { id: "AwsSolutions-APIG1", reason: "Its log wants a role of the whole account; the functions log every call." },
  ]);
  NagSuppressions.addResourceSuppressions(
    api,
    [
      {
        id: "AwsSolutions-APIG4",
        reason:
          "The function that connects uses up a ticket itself, in the write that no second connection can repeat.",
      },
    ],
    true,
  );
  return api;
}

/** Where messages for its open connections are posted. */
function callbackUrl(stage: Stage, api: WebSocketApi): string {
  if (stage.emulator) return `${stage.emulator}/_aws/execute-api/${api.apiId}/live`;
  return `https://${Fn.select(2, Fn.split("/", api.apiEndpoint))}/live`;
}

/** Lets a function post to every open connection of the API. */
function grantSend(api: WebSocketApi, sender: LambdaFunction): void {
  api.grantManageConnections(sender);
  NagSuppressions.addResourceSuppressions(
    sender,
    [{ id: "AwsSolutions-IAM5", reason: "A connection's id is made when it opens." }],
    true,
  );
}
