import type { Config } from "@stylegence/core/platform/config";
import { listOf } from "@stylegence/core/platform/list";

/** Whether a browser's page may open a connection: pages of the site itself, and of those whose sessions are taken. */
export function isAllowed(
  origin: string | undefined,
  config: Pick<Config, "SITE_URL" | "CLERK_AUTHORIZED_PARTIES">,
): boolean {
  if (!origin) return false;
  return [config.SITE_URL, ...listOf(config.CLERK_AUTHORIZED_PARTIES)].includes(origin);
}
