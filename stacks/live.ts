import { Fn } from "aws-cdk-lib";
import type { CfnStage } from "aws-cdk-lib/aws-apigatewayv2";
import { WebSocketApi, WebSocketStage } from "aws-cdk-lib/aws-apigatewayv2";
import { WebSocketLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { NagSuppressions } from "cdk-nag";
import type { Construct } from "constructs";
import type { Stage } from "./stage.ts";

export interface LiveHandlers {
  connect: LambdaFunction;
  disconnect: LambdaFunction;
  message: LambdaFunction;
}

/** The WebSocket API behind the site's `/live`, which is also the name of its stage: so the path needs no rewriting. */
export function liveApi(scope: Construct, handlers: LiveHandlers): WebSocketApi {
  const integration = (handler: LambdaFunction) => new WebSocketLambdaIntegration(`${handler.node.id}Live`, handler);
  const api = new WebSocketApi(scope, "Live", {
    routeSelectionExpression: "$request.body.action",
    connectRouteOptions: { integration: integration(handlers.connect) },
    disconnectRouteOptions: { integration: integration(handlers.disconnect) },
    defaultRouteOptions: { integration: integration(handlers.message) },
  });
  const deployed = new WebSocketStage(scope, "LiveStage", { webSocketApi: api, stageName: "live", autoDeploy: true });
  const raw = deployed.node.defaultChild as CfnStage;
  raw.defaultRouteSettings = { throttlingBurstLimit: 100, throttlingRateLimit: 50 };
  NagSuppressions.addResourceSuppressions(deployed, [
    { id: "AwsSolutions-APIG1", reason: "Its log wants a role of the whole account; the functions log every call." },
  ]);
  NagSuppressions.addResourceSuppressions(
    api,
    [{ id: "AwsSolutions-APIG4", reason: "What it sends now is public; shoppers' topics bring an authorizer." }],
    true,
  );
  return api;
}

/** Where messages for its open connections are posted. */
export function callbackUrl(stage: Stage, api: WebSocketApi): string {
  if (stage.emulator) return `${stage.emulator}/_aws/execute-api/${api.apiId}/live`;
  return `https://${Fn.select(2, Fn.split("/", api.apiEndpoint))}/live`;
}

/** Lets a function post to every open connection of the API. */
export function grantSend(api: WebSocketApi, sender: LambdaFunction): void {
  api.grantManageConnections(sender);
  NagSuppressions.addResourceSuppressions(
    sender,
    [{ id: "AwsSolutions-IAM5", reason: "A connection's id is made when it opens." }],
    true,
  );
}
