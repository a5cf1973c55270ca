import { type Fault, robotsFaultOf } from "../fault.ts";
import type { FetchResult } from "../fetch-result.ts";
import { ROBOTS_FETCH, robotsKeptMs } from "../politeness.ts";
import type { Robots } from "../robots.ts";
import { robotsOf } from "../robots-policy.ts";

/** Sites whose rules are remembered; the one asked for longest ago is forgotten first. */
const MAX_SITES = 1000;

type Ask = (url: string, options: typeof ROBOTS_FETCH) => Promise<FetchResult>;

/** What a site lets us fetch, and why nothing where its robots.txt cannot be had. */
export interface SiteRules {
  robots: Robots;
  fault: Fault | null;
}

/** The rules of each site that is visited, fetched once for all who wait for them. */
export class RobotsBook {
  readonly #sites = new Map<string, { rules: Promise<SiteRules>; known: SiteRules | null; until: number }>();

  /** The rules for an address if they are at hand. */
  known(url: string): SiteRules | null {
    const site = this.#sites.get(new URL(url).origin);
    return site && site.until > Date.now() ? site.known : null;
  }

  /** The rules for an address; `ask` fetches robots.txt, and `met` is told them when it had to. */
  of(url: string, met: (robots: Robots) => void, ask: Ask): Promise<SiteRules> {
    const { origin } = new URL(url);
    const known = this.#sites.get(origin);
    if (known && known.until > Date.now()) return known.rules;
    const site = { rules: this.#read(origin, ask, met), known: null, until: Number.POSITIVE_INFINITY };
    this.#sites.delete(origin);
    this.#sites.set(origin, site);
    for (const oldest of this.#sites.keys()) {
      if (this.#sites.size <= MAX_SITES) break;
      this.#sites.delete(oldest);
    }
    return site.rules;
  }

  async #read(origin: string, ask: Ask, met: (robots: Robots) => void): Promise<SiteRules> {
    const result = await ask(`${origin}/robots.txt`, ROBOTS_FETCH);
    const robots = robotsOf(result);
    const rules = { robots, fault: robotsFaultOf(result, robots) };
    met(robots);
    const site = this.#sites.get(origin);
    if (site) {
      site.known = rules;
      site.until = Date.now() + robotsKeptMs(robots);
    }
    return rules;
  }
}
