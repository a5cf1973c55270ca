import type { App } from "sst/constructs";
import { bundleAll } from "./bundle.ts";
import { Main } from "./main.ts";

/** Puts a stage's stacks into the app, and whatever else is declared with them; then bundles all functions at once. */
export async function assemble(app: App, also?: () => void): Promise<void> {
  // Bundles are published from where they were made.
  app.node.setContext("aws:cdk:disable-asset-staging", true);
  app.stack(Main);
  also?.();
  await bundleAll(app, app.stage);
}
