import type { Rendered, RenderRequest } from "@stylegence/clients/renderer/port";
import { safeFetch } from "@stylegence/crawler/fetch";
import type { FetchOptions } from "@stylegence/crawler/fetch-result";
import { sameSite } from "@stylegence/crawler/same-site";
import type { Browser, BrowserContext } from "playwright-core";
import { browser, discard } from "./browser.ts";
import { settle } from "./settle.ts";
import { intercept, type Page } from "./traffic.ts";

/** A page that was given up at the end of its budget still has to be read. */
const READ_MS = 3_000;
/** Lambda answers with 6 MB at most, and JSON escapes some of it. */
const MAX_HTML_BYTES = 4_000_000;

const HTML = ["text/html", "application/xhtml+xml"];
const BLANK = "<html><head></head><body></body></html>";

/** The request can't be answered, now or later: the clients know it by this name. */
export class InputError extends Error {
  override readonly name = "InputError";
}

/** The page, not the browser, took too long. */
export class PageTimeout extends Error {
  override readonly name = "PageTimeout";
  constructor(url: string) {
    super(`timed out: ${url}`);
  }
}

/**
 * Loads a page, lets its script run until it holds still or `budgetMs` is over, and gives the document as it then stands. A
 * page that answers with an error status has no html. Throws InputError for an address or page that is refused,
 * PageTimeout for one that does not answer or does not let go.
 */
export async function render({ url, budgetMs }: RenderRequest, options: FetchOptions): Promise<Rendered> {
  const running = await browser();
  const deadline = AbortSignal.timeout(budgetMs);
  const limits = { ...options, timeoutMs: budgetMs };
  // Another site's robots and pace have not been asked: a redirect there is refused.
  const document = await safeFetch(url, { ...limits, accept: HTML, onRedirect: sameSite });
  switch (document.kind) {
    case "ok":
      return { status: document.status, ...(await run(running, document, { ...limits, signal: deadline }, deadline)) };
    case "http_error":
    case "not_modified":
      return { html: "", status: document.status, finalUrl: document.url };
    case "timeout":
      throw new PageTimeout(document.url);
    default:
      throw new InputError(`${document.kind} ${document.url} ${"reason" in document ? document.reason : ""}`.trim());
  }
}

type Read = Pick<Rendered, "html" | "finalUrl">;

async function run(running: Browser, document: Page, options: FetchOptions, deadline: AbortSignal): Promise<Read> {
  const context = await running.newContext({
    userAgent: options.userAgent,
    serviceWorkers: "block",
    acceptDownloads: false,
    locale: "en-IN",
    timezoneId: "Asia/Kolkata",
    viewport: { width: 1280, height: 1600 },
  });
  try {
    return await load(context, document, options, deadline);
  } catch (error) {
    // A page that hangs or crashed may have taken the browser with it.
    await discard();
    throw error;
  } finally {
    await context.close().catch(() => undefined);
  }
}

async function load(
  context: BrowserContext,
  document: Page,
  options: FetchOptions,
  deadline: AbortSignal,
): Promise<Read> {
  const page = await context.newPage();
  context.on("page", (popup) => void popup.close().catch(() => undefined));
  const crashed = new Promise<never>((_, fail) => page.once("crash", () => fail(new Error(`crash ${document.url}`))));
  const traffic = await intercept(context, document, options);
  const opened = page.goto(document.url, { waitUntil: "commit", timeout: 0 }).catch(() => undefined);
  await Promise.race([opened, ended(deadline), crashed]);
  await Promise.race([settle(page, traffic, deadline), crashed]);
  const html = await Promise.race([page.content(), ended(AbortSignal.timeout(READ_MS)), crashed]);
  if (html === undefined) throw new PageTimeout(document.url);
  if (html === BLANK) throw new Error(`empty ${document.url}`);
  if (Buffer.byteLength(html) > MAX_HTML_BYTES) throw new InputError(`too_large ${document.url} once rendered`);
  return { html, finalUrl: sameSite(page.url(), document.url) ? page.url() : document.url };
}

function ended(signal: AbortSignal): Promise<undefined> {
  return new Promise((done) => {
    if (signal.aborted) done(undefined);
    signal.addEventListener("abort", () => done(undefined), { once: true });
  });
}
