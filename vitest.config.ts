import { defineConfig } from "vitest/config";

const common = { pool: "forks" as const, testTimeout: 60_000, hookTimeout: 180_000 };

/**
 * unit: pure code. integration: DynamoDB Local and OpenSearch, started once by the global set-up.
 * stage: a whole stage deployed to the emulator. browser: headless Chromium against that stage.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: "unit",
          include: ["{packages,functions,stacks,web}/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/*.{integration,stage,browser}.test.ts"],
        },
      },
      {
        test: {
          ...common,
          name: "integration",
          include: ["{packages,functions}/**/*.integration.test.ts"],
          exclude: ["**/node_modules/**"],
          globalSetup: ["packages/testing/src/services.setup.ts"],
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...common,
          name: "stage",
          include: ["packages/testing/**/*.stage.test.ts"],
          exclude: ["**/node_modules/**"],
          globalSetup: ["packages/testing/src/stage.setup.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
        },
      },
      {
        test: {
          ...common,
          name: "browser",
          include: ["packages/testing/**/*.browser.test.ts"],
          exclude: ["**/node_modules/**"],
          globalSetup: ["packages/testing/src/stage.setup.ts"],
          fileParallelism: false,
          testTimeout: 120_000,
        },
      },
    ],
  },
});
