import { Logger } from "@aws-lambda-powertools/logger";
import type { Rendered } from "@stylegence/clients/renderer/port";
import { parseConfig } from "@stylegence/core/platform/config";
import { parseResolve } from "@stylegence/crawler/resolve";
import * as z from "zod/mini";
import { InputError, render } from "./render/render.ts";

const Event = z.object({ url: z.url(), budgetMs: z.int().check(z.gte(500), z.lte(60_000)) });

const logger = new Logger({ serviceName: "render" });
const { CRAWL_USER_AGENT, CRAWL_RESOLVE } = parseConfig({ TABLE_NAME: "", ...process.env });
const options = { userAgent: CRAWL_USER_AGENT, resolve: parseResolve(CRAWL_RESOLVE) };

/** Called directly with `{ url, budgetMs }`. */
export async function handler(event: unknown): Promise<Rendered> {
  const parsed = Event.safeParse(event);
  if (!parsed.success) throw new InputError(z.prettifyError(parsed.error));
  const startedMs = Date.now();
  const rendered = await render(parsed.data, options);
  const { html, ...facts } = rendered;
  logger.info("rendered", { url: parsed.data.url, ...facts, length: html.length, durationMs: Date.now() - startedMs });
  return rendered;
}
