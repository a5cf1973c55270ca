import type { SSTConfig } from "sst";
import { assemble } from "./stacks/app.ts";

export default {
  config() {
    return { name: "stylegence", region: process.env.AWS_REGION ?? "ap-south-1" };
  },
  stacks(app) {
    return assemble(app);
  },
} satisfies SSTConfig;
