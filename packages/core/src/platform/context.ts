import { AsyncLocalStorage } from "node:async_hooks";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Config } from "./config.ts";
import { DomainError } from "./errors.ts";
import type { IdPrefix } from "./ids.ts";

/** Who acts. Travels with every call, and inside every event and message. */
export type Actor =
  | { type: "public" }
  /** `act` is who acts as this shopper, where somebody of ours does; `provedMinutesAgo` since when they last gave a password or code. */
  | { type: "shopper"; userId: string; act?: string | undefined; provedMinutesAgo?: number | undefined }
  | { type: "staff"; userId: string }
  | { type: "system"; name: string };

/** What a domain verb may reach. Clock and id maker come through here, so that tests are deterministic. */
export interface Context {
  actor: Actor;
  config: Config;
  documents: DynamoDBDocumentClient;
  now: () => Date;
  newId: (prefix: IdPrefix) => string;
}

const storage = new AsyncLocalStorage<Context>();

export function run<T>(context: Context, body: () => T): T {
  return storage.run(context, body);
}

/** The context of the running call; throws outside of `run`. */
export function context(): Context {
  const current = storage.getStore();
  if (!current) throw new DomainError("internal", "No context: wrap the call in run().");
  return current;
}

/** The same context under another actor. */
export function as<T>(actor: Actor, body: () => T): T {
  return storage.run({ ...context(), actor }, body);
}
