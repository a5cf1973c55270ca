import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import * as Past from "@stylegence/core/catalog/past";
import { DomainError } from "@stylegence/core/platform/errors";
import { operate } from "./operate.ts";
import type { System } from "./system.ts";

/** What the sandbox tells of a page's past, a row a day, oldest first; prices in paise, null where the page shows none. */
interface Truth {
  day: number;
  garments: {
    listings: {
      shop: string;
      url: string;
      price: number | null;
      history: { day: number; price: number; mrp: number }[];
    }[];
  }[];
}
type Row = Truth["garments"][number]["listings"][number];

const DAYS = 45;
const ROUND_MS = 15_000;
/** Pages that no crawl has reached after so many rounds without any news are let be. */
const PATIENCE = 12;
const DAY_MS = 86_400_000;

/**
 * Gives the shops' pages the past that a new stage could not see, so that charts and drops show something on the first day: the
 * same verb that takes a partner's archive. Goes on beside everything else, page by page as the crawl finds them, once a stage.
 */
export async function tellPast(stage: string, system: System, signal: AbortSignal): Promise<void> {
  const mark = path.join(system.layout.data, `${stage}.past`);
  if (existsSync(mark)) return;
  const truth = (await (await fetch(`${system.sandbox}/truth?days=${DAYS}`, { signal })).json()) as Truth;
  let waiting = truth.garments.flatMap(({ listings }) => listings).filter(({ price }) => price !== null);
  for (let idle = 0; waiting.length > 0 && idle < PATIENCE; idle++) {
    const left = await operate(stage, system.emulator, () => tellAll(waiting, truth.day, signal));
    if (left.length < waiting.length) idle = -1;
    waiting = left;
    if (waiting.length > 0) await wait(ROUND_MS, undefined, { signal });
  }
  writeFileSync(mark, new Date().toISOString());
}

/** Returns those that are still waiting for their page to be crawled. */
async function tellAll(rows: readonly Row[], today: number, signal: AbortSignal): Promise<Row[]> {
  const left: Row[] = [];
  for (const row of rows) {
    signal.throwIfAborted();
    if (!(await tell(row, today))) left.push(row);
  }
  return left;
}

/** False while the page has not been crawled. */
async function tell({ shop, url, history }: Row, today: number): Promise<boolean> {
  const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const prices = history
    .filter(({ day }) => day < today)
    .map(({ day, price, mrp }) => ({
      at: new Date(midnight - (today - day) * DAY_MS).toISOString(),
      price: { amount: price, currency: "INR" },
      mrp: { amount: mrp, currency: "INR" },
    }));
  try {
    await Past.add(shop, url, prices);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") return false;
    throw error;
  }
}
