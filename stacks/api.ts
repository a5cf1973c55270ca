import { type CfnStage, HttpApi, type HttpMethod, type HttpStage } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { NagSuppressions } from "cdk-nag";
import type { Construct } from "constructs";
import { logGroup } from "./function.ts";
import type { Stage } from "./stage.ts";

/** "GET /api/v1/{proxy+}" → the function that answers. The only list of routes there is. */
export type Routes = Record<string, LambdaFunction>;

/** The HTTP API behind the site's `/api/*`. */
export function httpApi(scope: Construct, stage: Stage, routes: Routes): HttpApi {
  const api = new HttpApi(scope, "Api", { createDefaultStage: true, disableExecuteApiEndpoint: false });
  addRoutes(api, routes);
  const deployed = (api.defaultStage as HttpStage).node.defaultChild as CfnStage;
  deployed.defaultRouteSettings = { throttlingBurstLimit: 200, throttlingRateLimit: 100 };
  deployed.accessLogSettings = {
    destinationArn: logGroup(scope, "ApiLogs", stage).logGroupArn,
    format: JSON.stringify({
      requestId: "$context.requestId",
      route: "$context.routeKey",
      status: "$context.status",
      ms: "$context.responseLatency",
      ip: "$context.identity.sourceIp",
    }),
  };
  NagSuppressions.addResourceSuppressions(
    api,
    [
      {
        id: "AwsSolutions-APIG4",
        reason: "Reads are public; routes of shoppers verify the session, webhooks the signature, themselves.",
      },
    ],
    true,
  );
  return api;
}

/** Adds routes to an API; functions are shared by as many as name them. */
export function addRoutes(api: HttpApi, routes: Routes): void {
  for (const [route, handler] of Object.entries(routes)) {
    const [method, path] = route.split(" ") as [HttpMethod, string];
    const integration = new HttpLambdaIntegration(`${handler.node.id}${route}`.replace(/\W+/g, ""), handler);
    api.addRoutes({ path, methods: [method], integration });
  }
}
