import { readFileSync } from "node:fs";
import path from "node:path";
import { Aspects } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { tableDefinition } from "../packages/core/src/platform/table-definition.ts";
import { BUDGETS } from "./test/budgets.ts";
import {
  type Alarm,
  type Bucket,
  type Distribution,
  type InvokeConfig,
  idOf,
  type Lambda,
  type LogGroup,
  type Mapping,
  type Permission,
  type Policy,
  type Queue,
  type Rule,
  type Table,
} from "./test/resources.ts";
import { type StageUnderTest, stageUnderTest } from "./test/stage-under-test.ts";

describe.each(["pr-7", "dev", "live"])("stage %s", (name) => {
  let stage: StageUnderTest;
  const live = name === "live";
  const of = <T = object>(type: string): [string, T][] =>
    Object.entries(stage.resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, { Properties }]) => [id, Properties as T]);
  const one = <T>(type: string): T => of<T>(type)[0]![1];
  const named = <T>(id: string): T => stage.resources[id]?.Properties as T;

  beforeAll(async () => {
    // One stage of each kind of model: the packaged one's function is in the preview's bundles.
    vi.stubEnv("EMBEDDING_MODEL", name === "pr-7" ? "bge-small-en-v1.5-q" : "");
    vi.stubEnv("OCR", name === "pr-7" ? "tesseract" : "");
    vi.stubEnv("CLERK_JWT_KEY", "-----BEGIN PUBLIC KEY-----");
    vi.stubEnv("CLERK_PUBLISHABLE_KEY", "pk_test_ZXhhbXBsZS5jb20k");
    vi.stubEnv("MAIL_FROM", "Stylegence <hello@mail.example>");
    vi.stubEnv("VAPID_PUBLIC_KEY", "BPublic");
    vi.stubEnv("RAZORPAY_KEY_ID", "rzp_test_0000000000000");
    stage = await stageUnderTest(name, { before: (app) => Aspects.of(app).add(new AwsSolutionsChecks()) });
  }, 120_000);
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  it("leaves cdk-nag nothing that is not justified beside its resource", () => {
    expect(stage.messages).toEqual([]);
  });

  it("has queues that hide a message six times as long as its consumer may take", () => {
    const mappings = of<Mapping>("AWS::Lambda::EventSourceMapping").filter(([, mapping]) => !mapping.StartingPosition);
    expect(mappings.length).toBeGreaterThanOrEqual(4);
    for (const [id, mapping] of mappings) {
      const queue = named<Queue>(idOf(mapping.EventSourceArn));
      const consumer = named<Lambda>(idOf(mapping.FunctionName));
      expect(queue.VisibilityTimeout, id).toBeGreaterThanOrEqual(consumer.Timeout * 6);
      expect(mapping.FunctionResponseTypes, id).toContain("ReportBatchItemFailures");
      expect(mapping.ScalingConfig?.MaximumConcurrency, id).toBeGreaterThanOrEqual(2);
    }
  });

  it("gives every queue dead letters, and every dead-letter queue an alarm that tells somebody", () => {
    const queues = of<Queue>("AWS::SQS::Queue");
    const deadLetters = new Set(queues.map(([, queue]) => idOf(queue.RedrivePolicy?.deadLetterTargetArn)));
    const destinations = JSON.stringify([of("AWS::Lambda::EventInvokeConfig"), of("AWS::Lambda::EventSourceMapping")]);
    const alarmed = of<Alarm>("AWS::CloudWatch::Alarm")
      .filter(([, alarm]) => alarm.MetricName === "ApproximateNumberOfMessagesVisible" && alarm.Threshold === 0)
      .filter(([, alarm]) => alarm.AlarmActions.length > 0)
      .map(([, alarm]) => idOf(alarm.Dimensions[0]?.Value));
    for (const [id, queue] of queues) {
      if (queue.RedrivePolicy) continue;
      expect(deadLetters.has(id) || destinations.includes(`"${id}"`), `${id} is nobody's dead-letter queue`).toBe(true);
      expect(alarmed, id).toContain(id);
    }
  });

  it("chooses time, memory and the keeping of logs for every function", () => {
    const functions = of<Lambda>("AWS::Lambda::Function").filter(([id]) => !isCdkOwn(id));
    expect(functions.length).toBeGreaterThanOrEqual(14);
    for (const [id, made] of functions) {
      expect(made.Runtime, id).toBe("nodejs24.x");
      expect(made.Timeout, id).toBeGreaterThan(0);
      expect(made.MemorySize, id).toBeGreaterThanOrEqual(256);
      const log = named<LogGroup>(idOf(made.LoggingConfig?.LogGroup));
      expect(log?.RetentionInDays, id).toBe(live ? 30 : 7);
    }
  });

  it("uses no function of the CDK's own", () => {
    expect(of("AWS::Lambda::Function").filter(([id]) => isCdkOwn(id))).toEqual([]);
  });

  it("sends what an asynchronous call could not deliver to a queue", () => {
    const caught = of<InvokeConfig>("AWS::Lambda::EventInvokeConfig").map(([, config]) => idOf(config.FunctionName));
    const targets = of<Rule>("AWS::Events::Rule").flatMap(([, rule]) => rule.Targets);
    expect(targets.length).toBeGreaterThanOrEqual(2);
    for (const target of targets) {
      expect(caught).toContain(idOf(target.Arn));
      expect(target.DeadLetterConfig).toBeDefined();
    }
  });

  it("keeps the stream's failures", () => {
    const [mapping] = of<Mapping>("AWS::Lambda::EventSourceMapping").filter(([, m]) => m.StartingPosition);
    expect(mapping?.[1]).toMatchObject({
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 5,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      DestinationConfig: {
        OnFailure: { Destination: { "Fn::GetAtt": [expect.stringMatching(/^StreamFailures/), "Arn"] } },
      },
    });
  });

  /** Their services know no resources that they could be granted on. */
  const UNSCOPED = new Set(["textract:AnalyzeExpense", "translate:TranslateText"]);

  it("grants no action on everything, and no action by a star", () => {
    const statements = of<Policy>("AWS::IAM::Policy").flatMap(([id, policy]) =>
      policy.PolicyDocument.Statement.map((statement) => ({ id, statement })),
    );
    expect(statements.length).toBeGreaterThan(20);
    for (const { id, statement } of statements) {
      const actions = [statement.Action].flat();
      const resources = [statement.Resource].flat();
      if (!actions.every((action) => UNSCOPED.has(action))) expect(resources, id).not.toContain("*");
      // S3's grants come as "s3:GetObject*": all of them concern reading that one object.
      const starred = actions.filter(
        (action) => action.includes("*") && !/^s3:(Get(Object|Bucket)|List|Abort|DeleteObject)\*$/.test(action),
      );
      expect(starred, id).toEqual([]);
    }
  });

  it("lets no function scan the table", () => {
    expect(JSON.stringify(of("AWS::IAM::Policy"))).not.toContain("dynamodb:Scan");
  });

  it("lets what answers the public write nothing but what a search remembers", () => {
    const writes = of<Policy>("AWS::IAM::Policy")
      .filter(([id]) => /^(PublicReads|Pages)/.test(id))
      .flatMap(([, { PolicyDocument }]) => PolicyDocument.Statement)
      .filter(({ Action }) => [Action].flat().some((action) => /Put|Update|Delete|Write|Send/.test(action)));
    expect(writes).toHaveLength(2);
    for (const { Action, Condition } of writes) {
      expect(Action).toBe("dynamodb:PutItem");
      expect(Condition).toEqual({
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["$stylegence#queryvector#*"] },
      });
    }
  });

  it("lets the way out to shops read alone, and hand clicks over", () => {
    const own = of<Policy>("AWS::IAM::Policy")
      .filter(([id]) => /^Go(?!l)/.test(id))
      .flatMap(([, { PolicyDocument }]) => PolicyDocument.Statement);
    const may = own
      .flatMap(({ Action }) => [Action].flat())
      .filter((action) => !/^dynamodb:(Get|BatchGet|Query|ConditionCheck|Describe)/.test(action));
    expect(may.filter((action) => !/^sqs:(SendMessage|GetQueue(Attributes|Url))$/.test(action))).toEqual([]);
    expect(may).toContain("sqs:SendMessage");
    const queues = own.filter(({ Action }) => [Action].flat().includes("sqs:SendMessage"));
    expect(JSON.stringify(queues.map(({ Resource }) => Resource))).toMatch(
      /^\[\{"Fn::GetAtt":\["AffiliateQueue\w+","Arn"\]\}\]$/,
    );
  });

  it("shows the networks' secrets to what takes their pushes and reads their lists alone", () => {
    const holders = of<Lambda>("AWS::Lambda::Function")
      .filter(([, { Environment }]) => "AFFILIATE_SECRETS_PARAMETER" in (Environment?.Variables ?? {}))
      .map(([id]) => id.replace(/[0-9A-F]{8}$/, ""));
    expect(holders.sort()).toEqual(["AffiliateJob", "AffiliateWebhook"]);
  });

  it("lets a function read the secrets that it is given alone, and has their values nowhere", () => {
    const path = (secret: string) => `/sst/stylegence/${name}/Secret/${secret}/value`;
    const webhook = of<Lambda>("AWS::Lambda::Function").find(([id]) => id.startsWith("ClerkWebhook"))![1];
    expect(webhook.Environment.Variables.CLERK_WEBHOOK_SIGNING_SECRET_PARAMETER).toBe(
      path("CLERK_WEBHOOK_SIGNING_SECRET"),
    );
    const reads = of<Policy>("AWS::IAM::Policy").flatMap(([id, { PolicyDocument }]) =>
      PolicyDocument.Statement.filter(({ Action }) => [Action].flat().some((one) => one.startsWith("ssm:"))).map(
        ({ Action, Resource }) => ({ id, Action, Resource: JSON.stringify(Resource) }),
      ),
    );
    for (const [id, { Environment }] of of<Lambda>("AWS::Lambda::Function")) {
      const given = Object.entries(Environment?.Variables ?? {}).filter(([variable]) =>
        variable.endsWith("_PARAMETER"),
      );
      const own = reads.filter((read) => read.id.startsWith(id.replace(/[0-9A-F]{8}$/, "")));
      expect([id, own.map(({ Action }) => Action)]).toEqual([id, given.map(() => "ssm:GetParameter")]);
      for (const [variable, value] of given) {
        expect(value).toBe(path(variable.replace(/_PARAMETER$/, "")));
        expect(own.filter(({ Resource }) => Resource.includes(`:parameter${String(value)}"`))).toHaveLength(1);
      }
    }
  });

  it("answers at these addresses and no others, each by a function whose suite holds it", () => {
    const integrations = new Map(
      of<{ IntegrationUri: object }>("AWS::ApiGatewayV2::Integration").map(([id, { IntegrationUri }]) => [
        id,
        /"Fn::GetAtt":\["(\w+?)[0-9A-F]{8}","Arn"\]/.exec(JSON.stringify(IntegrationUri))?.[1],
      ]),
    );
    const routes = of<{ RouteKey: string; Target: { "Fn::Join": [string, [string, { Ref: string }]] } }>(
      "AWS::ApiGatewayV2::Route",
    ).map(([, { RouteKey, Target }]) => `${RouteKey} → ${integrations.get(Target["Fn::Join"][1][1].Ref)}`);
    expect(routes.sort()).toEqual([
      "$connect → LiveConnect",
      "$default → LiveMessage",
      "$disconnect → LiveDisconnect",
      "ANY /api/v1/me → ShopperApi",
      "ANY /api/v1/me/membership → PaymentApi",
      "ANY /api/v1/me/payments → PaymentApi",
      "ANY /api/v1/me/payments/{proxy+} → PaymentApi",
      "ANY /api/v1/me/{proxy+} → ShopperApi",
      "ANY /api/webhooks/affiliate/{network}/{secret} → AffiliateWebhook",
      "ANY /api/{proxy+} → PublicReads",
      "GET /api/v1/openapi.json → Document",
      "GET /api/v1/unsubscribe → Unsubscribe",
      "GET /api/v1/{proxy+} → PublicReads",
      "GET /go/{listingId} → Go",
      "HEAD /go/{listingId} → Go",
      "POST /api/v1/products/{groupId}/reviews → ShopperApi",
      "POST /api/v1/unsubscribe → Unsubscribe",
      "POST /api/webhooks/clerk → ClerkWebhook",
      "POST /api/webhooks/razorpay → RazorpayWebhook",
    ]);
  });

  it.each(["ShopperApi", "PaymentApi"])("takes the sessions of its own site, named exactly: %s", (id) => {
    const api = of<Lambda>("AWS::Lambda::Function").find(([made]) => made.startsWith(id))![1];
    const { SITE_URL, CLERK_AUTHORIZED_PARTIES } = api.Environment.Variables;
    expect(CLERK_AUTHORIZED_PARTIES).toEqual(SITE_URL);
    expect(JSON.stringify(SITE_URL)).toMatch(/DomainName|https?:/);
  });

  it("gives the key to payments to what needs it alone, and the events' secret to what takes them", () => {
    const holders = (secret: string) =>
      of<Lambda>("AWS::Lambda::Function")
        .filter(([, { Environment }]) => `${secret}_PARAMETER` in (Environment?.Variables ?? {}))
        .map(([id]) => id.replace(/[0-9A-F]{8}$/, ""))
        .sort();
    expect(holders("RAZORPAY_KEY_SECRET")).toEqual(["PaymentApi", "ReconcilePayments"]);
    expect(holders("RAZORPAY_WEBHOOK_SECRET")).toEqual(["RazorpayWebhook"]);
  });

  it("has one table as the core defines it, with stream, expiry and recovery", () => {
    expect(of("AWS::DynamoDB::Table")).toHaveLength(1);
    const [[id, table]] = of<Table>("AWS::DynamoDB::Table") as [[string, Table]];
    expect(table).toMatchObject({
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
      TimeToLiveSpecification: { AttributeName: tableDefinition.ttlAttribute, Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    expect(table.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName)).toEqual(
      tableDefinition.indexes.map((index) => index.name),
    );
    expect(stage.resources[id]?.DeletionPolicy).toBe(live ? "Retain" : "Delete");
    expect(table.DeletionProtectionEnabled ?? false).toBe(live);
  });

  it(live ? "keeps its data" : "goes without a trace", () => {
    const kept = Object.entries(stage.resources).filter(([, { DeletionPolicy }]) => DeletionPolicy === "Retain");
    const types = kept.map(([, { Type }]) => Type);
    expect(stage.terminationProtection).toBe(live);
    if (live)
      expect(types).toEqual(
        expect.arrayContaining(["AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::OpenSearchService::Domain"]),
      );
    else expect(types).toEqual([]);
    expect(of("Custom::Cleanup")).toHaveLength(live ? 0 : 1);
    const [cleanup] = of<{ buckets: { Ref: string }[] }>("Custom::Cleanup");
    const emptied = (cleanup?.[1].buckets ?? []).map(idOf).sort();
    expect(emptied).toEqual(
      live
        ? []
        : of("AWS::S3::Bucket")
            .map(([id]) => id)
            .sort(),
    );
  });

  it("shares a search domain between previews, each under its own prefix", () => {
    const domains = of("AWS::OpenSearchService::Domain");
    expect(domains).toHaveLength(name === "pr-7" ? 0 : 1);
    const [, index] = of<Lambda>("AWS::Lambda::Function").find(([id]) => id.startsWith("IndexJob"))!;
    expect(index.Environment.Variables.SEARCH_PREFIX).toBe(name);
    const imports = JSON.stringify(index.Environment.Variables.SEARCH_ENDPOINT);
    if (name === "pr-7") expect(imports).toContain("Fn::ImportValue");
  });

  it("lets nobody but CloudFront at buckets and pages", () => {
    for (const [id, bucket] of of<Bucket>("AWS::S3::Bucket")) {
      expect(Object.values(bucket.PublicAccessBlockConfiguration), id).toEqual([true, true, true, true]);
    }
    expect(one("AWS::Lambda::Url")).toMatchObject({ AuthType: "AWS_IAM", InvokeMode: "RESPONSE_STREAM" });
    const site = one<Distribution>("AWS::CloudFront::Distribution");
    const origins = site.DistributionConfig.Origins;
    const owned = origins.filter(
      ({ S3OriginConfig, DomainName }) => S3OriginConfig || JSON.stringify(DomainName).includes("FunctionUrl"),
    );
    expect(owned).toHaveLength(3);
    for (const { OriginAccessControlId } of owned) expect(OriginAccessControlId).toBeDefined();
    const invoked = of<Permission>("AWS::Lambda::Permission").filter(
      ([, { Principal }]) => Principal === "cloudfront.amazonaws.com",
    );
    const actions = invoked.map(([, { Action }]) => Action).sort();
    expect(actions).toEqual(["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"]);
  });

  it("sends the security headers with pages, files, pictures and the API", () => {
    const site = one<Distribution>("AWS::CloudFront::Distribution");
    const { DefaultCacheBehavior, CacheBehaviors } = site.DistributionConfig;
    const [headers] = of("AWS::CloudFront::ResponseHeadersPolicy");
    const covered = [DefaultCacheBehavior, ...CacheBehaviors].filter(({ PathPattern }) => PathPattern !== "/live");
    expect(covered.length).toBeGreaterThanOrEqual(5);
    for (const behaviour of covered) expect(idOf(behaviour.ResponseHeadersPolicyId)).toBe(headers?.[0]);
    const policy = JSON.stringify(headers?.[1]);
    for (const part of ["script-src 'self'", "frame-ancestors 'none'", "object-src 'none'"])
      expect(policy).toContain(part);
  });

  it("lets those make vectors who ask for them, by the stage's one model", () => {
    const may = (action: string) =>
      of<Policy>("AWS::IAM::Policy")
        .filter(([, { PolicyDocument }]) => JSON.stringify(PolicyDocument).includes(`"${action}"`))
        .map(([id]) => id.replace(/ServiceRole.*/, ""))
        .sort();
    const packaged = Object.values(stage.resources).some(
      ({ Type, Properties }) =>
        Type === "AWS::Lambda::Function" && Properties.Description === "functions/src/jobs/embedder.ts",
    );
    expect(packaged).toBe(name === "pr-7");
    expect(may("bedrock:InvokeModel")).toEqual(packaged ? [] : ["EmbedJob", "Pages", "PublicReads"]);
  });

  it("tells operators everything that their commands need", () => {
    const output = JSON.stringify(stage.outputs.OpsEnv?.Value);
    for (const part of ["TABLE_NAME", "SEARCH_PREFIX", "deadLetters", "functions", "EMBEDDING_MODEL"])
      expect(output).toContain(part);
  });
});

function isCdkOwn(id: string): boolean {
  return /^(Custom|LogRetention|CustomResourceHandler)/.test(id);
}

describe("bundles", () => {
  let sizes: Map<string, number>;
  let imports: Map<string, string[]>;
  beforeAll(() => {
    const meta = JSON.parse(readFileSync(path.resolve(".sst/bundles/pr-7/meta.json"), "utf8")) as {
      outputs: Record<string, { bytes: number; imports: { path: string; external?: boolean }[] }>;
    };
    const made = Object.entries(meta.outputs).filter(([file]) => file.endsWith("index.mjs"));
    const nameOf = (file: string) => path.basename(path.dirname(file));
    sizes = new Map(made.map(([file, { bytes }]) => [nameOf(file), bytes / 1000]));
    imports = new Map(
      made.map(([file, output]) => [
        nameOf(file),
        output.imports.filter(({ external }) => external).map((i) => i.path),
      ]),
    );
  });

  it("stay within their budgets, each of which is written down", () => {
    expect([...sizes.keys()].sort()).toEqual(Object.keys(BUDGETS).sort());
    const over = [...sizes].filter(([name, size]) => size > (BUDGETS[name] ?? 0));
    expect(over).toEqual([]);
  });

  it("ask only for native packages that lie beside them", () => {
    const natives = ["sharp", "onnxruntime-node", "@sparticuz/chromium", "playwright-core", "tesseract.js"];
    const asked = [...imports].flatMap(([name, paths]) =>
      [...new Set(paths)].filter((p) => natives.includes(p)).map((p) => `${name} ${p}`),
    );
    expect(asked.sort()).toEqual(
      [
        "jobs-embedder onnxruntime-node",
        "jobs-media sharp",
        "jobs-ocr tesseract.js",
        "jobs-upload sharp",
        "jobs-render @sparticuz/chromium",
        "jobs-render playwright-core",
      ].sort(),
    );
  });
});
