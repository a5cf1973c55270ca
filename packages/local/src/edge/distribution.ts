import {
  CloudFrontClient,
  type DefaultCacheBehavior,
  GetCachePolicyCommand,
  GetDistributionConfigCommand,
  GetFunctionCommand,
  GetOriginRequestPolicyCommand,
  GetResponseHeadersPolicyCommand,
  type Origin,
  type ResponseHeadersPolicyConfig,
} from "@aws-sdk/client-cloudfront";
import { emulated } from "../layout.ts";
import { resourcesOf } from "../stage.ts";
import { compile, type ViewerFunction } from "./viewer-function.ts";

/** One behaviour of the deployed distribution, with everything that it names looked up. */
export interface Behaviour {
  /** As in CloudFront: `*` for anything, `?` for one character. */
  pattern: string;
  matches: RegExp;
  methods: string[];
  origin: Origin;
  viewerRequest: ViewerFunction[];
  /** Lower-case names that reach the origin; null for all but Host. */
  forwarded: Set<string> | null;
  headers: ResponseHeadersPolicyConfig | undefined;
  compress: boolean;
}

/** The behaviours of the stage's distribution in the order in which CloudFront tries them. */
export async function behavioursOf(stage: string, emulator: string): Promise<Behaviour[]> {
  const client = new CloudFrontClient(emulated(emulator));
  const resources = await resourcesOf(stage, emulator);
  const Id = resources.find(({ ResourceType }) => ResourceType === "AWS::CloudFront::Distribution")?.PhysicalResourceId;
  if (!Id) throw new Error(`Stage ${stage} has no distribution.`);
  const { DistributionConfig: config } = await client.send(new GetDistributionConfigCommand({ Id }));
  const origins = new Map(config?.Origins?.Items?.map((origin) => [origin.Id ?? "", origin]));
  const listed = [...(config?.CacheBehaviors?.Items ?? []), { ...config?.DefaultCacheBehavior, PathPattern: "*" }];
  return Promise.all(listed.map((item) => resolve(client, origins, item as Listed)));
}

type Listed = DefaultCacheBehavior & { PathPattern: string };

async function resolve(client: CloudFrontClient, origins: Map<string, Origin>, item: Listed): Promise<Behaviour> {
  const origin = origins.get(item.TargetOriginId ?? "");
  if (!origin) throw new Error(`The behaviour ${item.PathPattern} has no origin.`);
  return {
    pattern: item.PathPattern,
    matches: glob(item.PathPattern),
    methods: item.AllowedMethods?.Items ?? ["GET", "HEAD"],
    origin,
    viewerRequest: await viewerFunctions(client, item),
    forwarded: await forwardedHeaders(client, item),
    headers: await responseHeaders(client, item.ResponseHeadersPolicyId),
    compress: item.Compress === true,
  };
}

function glob(pattern: string): RegExp {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped.startsWith("/") || pattern === "*" ? "" : "/"}${escaped}$`);
}

async function viewerFunctions(client: CloudFrontClient, item: Listed): Promise<ViewerFunction[]> {
  const named = (item.FunctionAssociations?.Items ?? []).filter(({ EventType }) => EventType === "viewer-request");
  return Promise.all(
    named.map(async ({ FunctionARN }) => {
      const Name = FunctionARN?.split("/").pop() ?? "";
      const { FunctionCode } = await client.send(new GetFunctionCommand({ Name, Stage: "LIVE" }));
      return compile(Name, Buffer.from(FunctionCode ?? []).toString("utf8"));
    }),
  );
}

/** Amazon's own policies are not listed: of those we use only "all but Host". Without a policy nothing is forwarded. */
async function forwardedHeaders(client: CloudFrontClient, item: Listed): Promise<Set<string> | null> {
  const encodings = await cachedEncodings(client, item.CachePolicyId);
  const Id = item.OriginRequestPolicyId;
  if (!Id) return new Set(encodings);
  const policy = await orUndefined(client.send(new GetOriginRequestPolicyCommand({ Id })));
  const headers = policy?.OriginRequestPolicy?.OriginRequestPolicyConfig?.HeadersConfig;
  if (headers?.HeaderBehavior !== "whitelist") return null;
  return new Set([...encodings, ...(headers.Headers?.Items ?? []).map((name) => name.toLowerCase())]);
}

/** A cache that tells compressed answers apart asks the origin for them. */
async function cachedEncodings(client: CloudFrontClient, Id: string | undefined): Promise<string[]> {
  if (!Id) return [];
  const policy = await orUndefined(client.send(new GetCachePolicyCommand({ Id })));
  const key = policy?.CachePolicy?.CachePolicyConfig?.ParametersInCacheKeyAndForwardedToOrigin;
  return key?.EnableAcceptEncodingBrotli || key?.EnableAcceptEncodingGzip ? ["accept-encoding"] : [];
}

async function responseHeaders(client: CloudFrontClient, Id: string | undefined) {
  if (!Id) return undefined;
  const policy = await client.send(new GetResponseHeadersPolicyCommand({ Id }));
  return policy.ResponseHeadersPolicy?.ResponseHeadersPolicyConfig;
}

async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name.startsWith("NoSuch")) return undefined;
    throw error;
  }
}
