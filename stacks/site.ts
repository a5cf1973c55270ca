import { readdirSync } from "node:fs";
import path from "node:path";
import { CustomResource, Duration, Fn, type Stack } from "aws-cdk-lib";
import type { HttpApi, WebSocketApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { FunctionUrlOrigin, HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import {
  CfnPermission,
  FunctionUrlAuthType,
  InvokeMode,
  type Function as LambdaFunction,
} from "aws-cdk-lib/aws-lambda";
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { CloudFrontTarget } from "aws-cdk-lib/aws-route53-targets";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { NagSuppressions } from "cdk-nag";
import { lambda } from "./function.ts";
import { securityHeaders } from "./headers.ts";
import type { Stage } from "./stage.ts";

export interface SiteParts {
  /** Astro's server function. */
  server: LambdaFunction;
  /** Folder of the files that Astro made for browsers. */
  client: string;
  /** Changes when any of them does. */
  clientHash: string;
  api: HttpApi;
  live: WebSocketApi;
  assets: Bucket;
  media: Bucket;
}

/** The site: one address for pages, files, pictures, the API and the live connection. */
export function site(stack: Stack, stage: Stage, parts: SiteParts): Distribution {
  const headers = securityHeaders(stack);
  const viewerProtocolPolicy = ViewerProtocolPolicy.REDIRECT_TO_HTTPS;
  // The origin's Host must stay its own for its signature, so the visitor's travels beside it.
  const forwardHost = viewerRequest(
    stack,
    "ForwardHost",
    "r.headers['x-forwarded-host']={value:r.headers.host.value};",
  );
  const dropMedia = viewerRequest(stack, "DropMedia", "r.uri=r.uri.replace(/^\\/media/,'');");
  const files = (bucket: Bucket): BehaviorOptions => ({
    origin: S3BucketOrigin.withOriginAccessControl(bucket),
    viewerProtocolPolicy,
    cachePolicy: CachePolicy.CACHING_OPTIMIZED,
    responseHeadersPolicy: headers,
  });
  const assets = files(parts.assets);
  const apiOrigin = new HttpOrigin(hostOf(parts.api.apiEndpoint), { protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY });
  const forwarded = OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER;
  const distribution = new Distribution(stack, "Site", {
    httpVersion: HttpVersion.HTTP2_AND_3,
    priceClass: PriceClass.PRICE_CLASS_200,
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    webAclId: stage.webAclArn,
    ...(stage.domain && {
      domainNames: [stage.domain.name],
      certificate: Certificate.fromCertificateArn(stack, "Certificate", stage.domain.certificateArn),
    }),
    defaultBehavior: {
      ...pages(stack, parts.server),
      viewerProtocolPolicy,
      responseHeadersPolicy: headers,
      functionAssociations: forwardHost,
    },
    additionalBehaviors: {
      ...Object.fromEntries(patterns(parts.client).map((pattern) => [pattern, assets])),
      "/media/*": { ...files(parts.media), functionAssociations: dropMedia },
      "/api/*": {
        origin: apiOrigin,
        viewerProtocolPolicy,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: originDecides(stack, "ApiCache"),
        originRequestPolicy: forwarded,
        responseHeadersPolicy: headers,
        functionAssociations: forwardHost,
      },
      // Each way out is a click of its own: nothing of it is kept.
      "/go/*": {
        origin: apiOrigin,
        viewerProtocolPolicy,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: forwarded,
        responseHeadersPolicy: headers,
        functionAssociations: forwardHost,
      },
      "/live": {
        origin: new HttpOrigin(hostOf(parts.live.apiEndpoint), { protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY }),
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: forwarded,
      },
    },
  });
  suppress(distribution);
  name(stack, stage, distribution);
  allowInvoke(stack, parts.server, distribution);
  upload(stack, stage, parts, distribution);
  return distribution;
}

/** "https://host" or "wss://host" → "host". */
function hostOf(endpoint: string): string {
  return Fn.select(2, Fn.split("/", endpoint));
}

function viewerRequest(stack: Stack, id: string, change: string): BehaviorOptions["functionAssociations"] {
  const code = FunctionCode.fromInline(`function handler(event){var r=event.request;${change}return r}`);
  const made = new EdgeFunction(stack, id, { runtime: FunctionRuntime.JS_2_0, code });
  return [{ eventType: FunctionEventType.VIEWER_REQUEST, function: made }];
}

/** A behaviour's pattern for each file and folder that Astro put at the root. */
function patterns(client: string): string[] {
  return readdirSync(client, { withFileTypes: true }).map((entry) =>
    entry.isDirectory() ? `/${entry.name}/*` : `/${entry.name}`,
  );
}

/** Kept as long as the answer says, which without a word is not at all. */
function originDecides(stack: Stack, id: string): CachePolicy {
  return new CachePolicy(stack, id, {
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.days(1),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    cookieBehavior: CacheCookieBehavior.none(),
    headerBehavior: CacheHeaderBehavior.none(),
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  });
}

/** Pages take no bodies: the signature of a function URL covers none. Every write goes to `/api/*`. */
function pages(stack: Stack, server: LambdaFunction): Omit<BehaviorOptions, "viewerProtocolPolicy"> {
  const url = server.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM, invokeMode: InvokeMode.RESPONSE_STREAM });
  return {
    origin: FunctionUrlOrigin.withOriginAccessControl(url),
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
    cachePolicy: originDecides(stack, "PageCache"),
    originRequestPolicy: new OriginRequestPolicy(stack, "PageRequest", {
      headerBehavior: OriginRequestHeaderBehavior.allowList(
        "x-forwarded-host",
        "CloudFront-Viewer-Address",
        "Accept-Language",
        "User-Agent",
      ),
      cookieBehavior: OriginRequestCookieBehavior.all(),
      queryStringBehavior: OriginRequestQueryStringBehavior.all(),
    }),
  };
}

/** Function URLs made since October 2025 check this right as well; the CDK grants only `InvokeFunctionUrl`. */
function allowInvoke(stack: Stack, server: LambdaFunction, distribution: Distribution): void {
  new CfnPermission(stack, "SiteInvoke", {
    action: "lambda:InvokeFunction",
    invokedViaFunctionUrl: true,
    functionName: server.functionArn,
    principal: "cloudfront.amazonaws.com",
    sourceArn: stack.formatArn({
      service: "cloudfront",
      region: "",
      resource: "distribution",
      resourceName: distribution.distributionId,
    }),
  });
}

/** Puts the site's files into their bucket; they travel inside the function that does it. */
function upload(stack: Stack, stage: Stage, parts: SiteParts, distribution: Distribution): void {
  const handler = lambda(stack, "Upload", stage, {
    entry: "functions/src/deploy/upload.ts",
    memoryMb: 512,
    timeoutSeconds: 120,
    folders: { client: path.resolve(parts.client) },
  });
  parts.assets.grantPut(handler);
  distribution.grantCreateInvalidation(handler);
  NagSuppressions.addResourceSuppressions(
    handler,
    [{ id: "AwsSolutions-IAM5", reason: "It writes every file of the site's own bucket." }],
    true,
  );
  const resource = new CustomResource(stack, "UploadFiles", {
    resourceType: "Custom::Upload",
    serviceToken: handler.functionArn,
    properties: {
      bucket: parts.assets.bucketName,
      distribution: distribution.distributionId,
      hash: parts.clientHash,
    },
  });
  // Not before the function may write.
  resource.node.addDependency(handler);
}

/** The stage's name leads to its distribution, where the account keeps the zone. */
function name(stack: Stack, { domain }: Stage, distribution: Distribution): void {
  if (!domain?.zone) return;
  const { id: hostedZoneId, name: zoneName } = domain.zone;
  const zone = HostedZone.fromHostedZoneAttributes(stack, "Zone", { hostedZoneId, zoneName });
  const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
  new ARecord(stack, "SiteRecord", { zone, target, recordName: domain.name });
  new AaaaRecord(stack, "SiteRecordV6", { zone, target, recordName: domain.name });
}

function suppress(distribution: Distribution): void {
  NagSuppressions.addResourceSuppressions(distribution, [
    { id: "AwsSolutions-CFR1", reason: "Shoppers travel." },
    {
      id: "AwsSolutions-CFR2",
      reason: "The web ACL lives in us-east-1: its ARN is passed in by WEB_ACL_ARN where there is one.",
    },
    {
      id: "AwsSolutions-CFR3",
      reason: "The API and the functions keep logs; a second copy of every visit is not wanted.",
    },
    {
      id: "AwsSolutions-CFR4",
      reason: "Without a certificate CloudFront's own name fixes the protocol; with one it is TLS 1.2.",
    },
  ]);
}
