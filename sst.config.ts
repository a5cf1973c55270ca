import type { SSTConfig } from "sst";
import { bundleAll } from "./stacks/bundle.ts";
import { Main } from "./stacks/main.ts";

export default {
  config() {
    return { name: "stylegence", region: process.env.AWS_REGION ?? "ap-south-1" };
  },
  async stacks(app) {
    // Bundles are published from where they were made.
    app.node.setContext("aws:cdk:disable-asset-staging", true);
    app.stack(Main);
    await bundleAll(app, app.stage);
  },
} satisfies SSTConfig;
