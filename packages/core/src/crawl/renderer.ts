import { type Invoke, lambdaInvoke } from "@stylegence/clients/lambda/invoke";
import { lambdaRenderer } from "@stylegence/clients/renderer/lambda";
import { ServiceError } from "@stylegence/clients/service-error";
import type { FetchResult } from "@stylegence/crawler/fetch-result";
import { context } from "../platform/context.ts";

const BUDGET_MS = 15_000;

let invoke: Invoke | undefined;

/** A page as a browser has it after its script ran, in the shape of a fetched one. The renderer guards each of its requests itself. */
export async function rendered(url: string): Promise<FetchResult> {
  invoke ??= lambdaInvoke();
  const renderer = lambdaRenderer(invoke, context().config.RENDERER_FUNCTION);
  const answer = await renderer.render({ url, budgetMs: BUDGET_MS }).catch((error: unknown) => faultOf(error, url));
  if ("kind" in answer) return answer;
  const { html, status, finalUrl } = answer;
  const page = { url: finalUrl, status, headers: {}, hops: [] };
  if (status >= 400) return { kind: "http_error", ...page };
  const body = new TextEncoder().encode(html);
  return { kind: "ok", ...page, contentType: "text/html", charset: "utf-8", body, text: html };
}

/** What the page did to the browser is the page's fault; a browser that can't be reached is ours, and thrown. */
function faultOf(error: unknown, url: string): FetchResult {
  if (error instanceof ServiceError && error.kind === "timeout")
    return { kind: "timeout", url, timeoutMs: BUDGET_MS, answered: false };
  if (error instanceof ServiceError && error.kind === "rejected")
    return { kind: "refused", url, why: "not_rendered", reason: error.message };
  throw error;
}
