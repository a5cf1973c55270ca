import type { PullPage, PullSettings, PullState } from "@stylegence/clients/affiliate/port";
import { pullerOf } from "@stylegence/clients/affiliate/pullers";
import { startWire, type Wire } from "./wire.ts";

export type Answer = Parameters<typeof startWire>[0];

export const NOW = new Date("2026-11-23T09:05:00Z");

/** A network behind a wire, and its list asked as the pull job asks. */
export async function startPull(dialect: string, settings: Partial<PullSettings>, answer: Answer) {
  const wire: Wire = await startWire(answer);
  const pauses: number[] = [];
  const puller = pullerOf(
    dialect,
    { apiUrl: wire.url, credentials: {}, values: {}, now: NOW, ...settings },
    { pause: async (ms) => pauses.push(ms), timeoutMs: 1000 },
  );
  const pull = async (state: PullState): Promise<PullPage[]> => {
    const pages: PullPage[] = [];
    for await (const page of puller?.since(state) ?? []) pages.push(page);
    return pages;
  };
  return {
    wire,
    pauses,
    pull,
    asked: () => wire.seen.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`),
  };
}
