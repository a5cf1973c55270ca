import { context } from "../platform/context.ts";
import type { ConsentFlag } from "./consent-flag.ts";

export interface Emptying {
  userId: string;
  flag: ConsentFlag;
  /** The grant under which values may still be kept: one that was given again since. Null where there is none. */
  grantId: string | null;
}

/** A place that keeps copies of what was consented to, and how to empty it. `empty` may be called again and returns how many copies went. */
export interface ConsentHolder {
  name: string;
  flags: readonly ConsentFlag[];
  empty(emptying: Emptying): Promise<number>;
}

/**
 * Every place that copies a consented value, by the flag that it is kept under. Whoever makes a new copy (a snapshot in a review, an
 * embedding of a taste, a search document, a file to download) adds a line here; withdrawal reaches it through this list alone.
 */
export const consentHolders: readonly ConsentHolder[] = [
  {
    name: "measurements",
    flags: ["storeBodyMetrics"],
    empty: async ({ userId, grantId }) => (await import("./metrics-store.ts")).empty(userId, grantId),
  },
  {
    name: "reviews",
    flags: ["storeBodyMetrics"],
    empty: async ({ userId, grantId }) => (await import("../review/snapshot.ts")).empty(userId, grantId),
  },
  {
    name: "exports",
    flags: ["storeBodyMetrics"],
    empty: async ({ userId }) => {
      const { PRIVATE_BUCKET } = context().config;
      // A stage without the bucket makes no exports.
      if (PRIVATE_BUCKET === "") return 0;
      const [{ dropExports }, { s3Files }] = await Promise.all([
        import("../privacy/export-withdrawal.ts"),
        import("@stylegence/clients/files/s3"),
      ]);
      return dropExports(userId, s3Files(PRIVATE_BUCKET));
    },
  },
];
