import { setTimeout as wait } from "node:timers/promises";
import { DomainError } from "./errors.ts";

const ATTEMPTS = 12;
const BASE_MS = 10;
const MAX_MS = 800;

/** Runs the body again, from its reads on, while another writer is in the way. Rethrows the last conflict, and one that time won't solve. */
export async function onConflict<T>(body: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await body();
    } catch (error) {
      const isPassing = error instanceof DomainError && error.code === "conflict" && error.retry;
      if (attempt >= ATTEMPTS || !isPassing) throw error;
      await wait(Math.random() * Math.min(MAX_MS, BASE_MS * 2 ** attempt));
    }
  }
}
