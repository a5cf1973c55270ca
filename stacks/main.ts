import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { StackContext } from "sst/constructs";
import { affiliate } from "./affiliate.ts";
import { httpApi } from "./api.ts";
import { cleanup } from "./cleanup.ts";
import { database, grantPutUnder, grantRead } from "./database.ts";
import { type Job, lambda } from "./function.ts";
import { jobs } from "./jobs.ts";
import { liveParts } from "./live.ts";
import { monitoring } from "./monitoring.ts";
import { notifications } from "./notifications.ts";
import { payments } from "./payments.ts";
import { privacy } from "./privacy.ts";
import { reviews } from "./reviews.ts";
import { rewards } from "./rewards.ts";
import { search } from "./search.ts";
import { shoppers } from "./shoppers.ts";
import { site } from "./site.ts";
import { stageOf } from "./stage.ts";
import { addressOf, storage } from "./storage.ts";
import { uploads } from "./uploads.ts";
import { buildWeb } from "./web.ts";

/** Razorpay's own. */
const CHECKOUT = "https://checkout.razorpay.com/v1/checkout.js";

/** The whole of a stage. */
export function Main({ stack, app }: StackContext) {
  const stage = stageOf(app.stage);
  // SST puts a function for its own constructs into every stack; none of ours wants it.
  stack.node.tryRemoveChild("CustomResourceHandler");
  stack.terminationProtection = stage.keepsData;

  const table = database(stack, stage);
  const buckets = storage(stack, stage);
  const index = search(stack, stage);
  if (!stage.keepsData) cleanup(stack, stage, Object.values(buckets), index);
  const watch = monitoring(stack, stage);
  const work = jobs(stack, { stage, table, buckets, search: index, monitoring: watch });

  const reader = (id: string, options: Pick<Job, "entry" | "built">): LambdaFunction => {
    const made = lambda(stack, id, stage, {
      ...options,
      memoryMb: 1024,
      timeoutSeconds: 15,
      environment: {
        ...work.names,
        ...(stage.siteUrl ? { SITE_URL: stage.siteUrl } : {}),
        // Public by its nature: browsers are told where they sign in.
        ...(stage.clerk ? { CLERK_PUBLISHABLE_KEY: stage.clerk.publishableKey } : {}),
      },
    });
    grantRead(table, made);
    // A search keeps the vector of its query.
    grantPutUnder(table, made, "$stylegence#queryvector#");
    index.grantRead(made);
    work.vectors.grantUse(made);
    watch.watchErrors(id, made, 5);
    return made;
  };
  const publicReads = reader("PublicReads", { entry: "functions/src/http/public.ts" });
  const document = lambda(stack, "Document", stage, {
    entry: "functions/src/http/document.ts",
    memoryMb: 512,
    timeoutSeconds: 10,
  });
  const ofShoppers = shoppers(stack, { stage, table, work, monitoring: watch });
  const ofPayments = payments(stack, { stage, table, work, monitoring: watch });
  const ofAffiliates = affiliate(stack, { stage, table, work, monitoring: watch });
  const ofMail = notifications(stack, { stage, table, work, monitoring: watch });
  const settleRewards = rewards(stack, { stage, table, work, monitoring: watch });
  const shopperApi = ofShoppers?.functions.shopperApi;
  const ofReviews = reviews(stack, { stage, table, work, monitoring: watch, shopperApi });
  const api = httpApi(stack, stage, {
    "GET /api/v1/openapi.json": document,
    "GET /api/v1/{proxy+}": publicReads,
    "ANY /api/{proxy+}": publicReads,
    ...ofShoppers?.routes,
    ...ofPayments?.routes,
    ...ofAffiliates.routes,
    ...ofMail.routes,
    ...ofReviews.routes,
  });

  const ofPrivacy = privacy(stack, { stage, table, buckets, work, monitoring: watch });
  if (ofShoppers) ofPrivacy.grantFetch(ofShoppers.functions.shopperApi);
  const ofUploads = uploads(stack, { stage, table, buckets, work, monitoring: watch });
  if (ofShoppers) ofUploads.grantSign(ofShoppers.functions.shopperApi);
  ofUploads.grantUnpublish(ofPrivacy.job);
  ofUploads.grantPublish(ofReviews.job);
  const connections = liveParts(stack, { stage, table, watch, jobs: [work.functions.live, ofPrivacy.job] });

  const web = buildWeb();
  const server = reader("Pages", { built: { dir: web.server, handler: "entry.handler" } });
  if (stage.clerk) {
    server.addEnvironment("CLERK_PUBLISHABLE_KEY", stage.clerk.publishableKey);
    server.addEnvironment("CLERK_PROXY_URL", stage.clerk.proxyUrl ?? "");
  }
  // Pages say whose checkout they let in.
  if (stage.razorpay) server.addEnvironment("RAZORPAY_CHECKOUT_URL", stage.razorpay.checkoutUrl ?? CHECKOUT);
  // And which bucket they may send files to.
  server.addEnvironment("PRIVATE_BUCKET_URL", addressOf(buckets.shoppers, stage));
  const { assets, media } = buckets;
  const distribution = site(stack, stage, { ...web, server, api, live: connections.api, assets, media });
  const siteUrl = stage.siteUrl ?? `https://${distribution.distributionDomainName}`;
  if (!stage.siteUrl) publicReads.addEnvironment("SITE_URL", siteUrl);
  ofShoppers?.site(siteUrl);
  ofPayments?.site(siteUrl);
  ofAffiliates.site(siteUrl);
  ofMail.site(siteUrl);
  connections.site(siteUrl);

  stack.addOutputs({
    SiteUrl: siteUrl,
    ApiUrl: api.apiEndpoint,
    LiveUrl: `${connections.api.apiEndpoint}/live`,
    OpsEnv: stack.toJsonString(
      operations(stage.name, siteUrl, work, {
        publicReads,
        pages: server,
        ...ofShoppers?.functions,
        ...ofPayments?.functions,
        ...ofAffiliates.functions,
        ...ofMail.functions,
        privacy: ofPrivacy.job,
        ...ofUploads.functions,
        ...ofReviews.functions,
        settleRewards,
      }),
    ),
  });
  return { stage, table, buckets, search: index, work, api, connections: connections.api, distribution, publicReads };
}

/** What the operators' commands need to act on the stage: its environment, and the queues and functions by name. */
function operations(
  stage: string,
  siteUrl: string,
  work: ReturnType<typeof jobs>,
  readers: Record<string, LambdaFunction>,
): Record<string, unknown> {
  const functions = { ...work.functions, ...readers };
  const deadLetters = {
    ...Object.fromEntries(Object.entries(work.queues).map(([name, { deadLetters }]) => [name, deadLetters.queueUrl])),
    stream: work.failures.stream.queueUrl,
    async: work.failures.async.queueUrl,
  };
  return {
    ...work.names,
    STAGE: stage,
    SITE_URL: siteUrl,
    RENDERER_FUNCTION: work.functions.renderer.functionName,
    queues: Object.fromEntries(Object.entries(work.queues).map(([name, { queue }]) => [name, queue.queueUrl])),
    deadLetters,
    functions: Object.fromEntries(Object.entries(functions).map(([name, made]) => [name, made.functionName])),
  };
}
