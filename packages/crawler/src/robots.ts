/** At least 500 KiB must be read (RFC 9309 §2.5); what comes later is not looked at. */
const MAX_LENGTH = 1024 * 1024;

interface Rule {
  allow: boolean;
  /** Normalised; `*` and a final `$` are special. */
  pattern: string;
}

interface Group {
  agents: string[];
  rules: Rule[];
  crawlDelay: number | null;
}

export interface Robots {
  groups: readonly Group[];
  /** As written; they may be relative. */
  sitemaps: readonly string[];
  /** A delay given before any group, for whoever has no group of their own. */
  crawlDelay: number | null;
}

type Key = "agent" | "allow" | "disallow" | "delay" | "sitemap" | "unknown" | "none";

/** Spellings that site owners use, as Google's parser forgives them. */
const KEYS: Readonly<Record<string, Key>> = {
  "user-agent": "agent",
  useragent: "agent",
  "user agent": "agent",
  allow: "allow",
  disallow: "disallow",
  dissallow: "disallow",
  dissalow: "disallow",
  disalow: "disallow",
  diasllow: "disallow",
  disallaw: "disallow",
  "crawl-delay": "delay",
  crawldelay: "delay",
  "crawl delay": "delay",
  sitemap: "sitemap",
  "site-map": "sitemap",
};

/** Reads a robots.txt as RFC 9309 says. Never throws: what it does not understand it leaves out. */
export function parseRobots(text: string): Robots {
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  const leading = group();
  let current = leading;
  let naming = false;
  for (const line of text.slice(0, MAX_LENGTH).split(/[\r\n]+/)) {
    const [key, value] = readField(line);
    if (key === "sitemap" && value) sitemaps.push(value);
    if (key === "agent") {
      if (!naming) {
        current = group();
        groups.push(current);
      }
      if (value) current.agents.push(token(value));
    }
    apply(current, key, value);
    naming = key === "agent" || (naming && keepsNaming(key, value));
  }
  return { groups, sitemaps, crawlDelay: leading.crawlDelay };
}

function group(): Group {
  return { agents: [], rules: [], crawlDelay: null };
}

/** What may stand between two User-agent lines of one group: nothing, a sitemap, a delay that says nothing. */
function keepsNaming(key: Key, value: string): boolean {
  return key === "none" || key === "sitemap" || (key === "delay" && delayOf(value) === null);
}

/**
 * Whether `agent` (a product token or a whole User-Agent header) may fetch `url`. The longest matching rule decides,
 * allow on a tie; without any match the page is allowed, and robots.txt itself always is.
 */
export function isAllowed(robots: Robots, agent: string, url: string): boolean {
  const path = pathOf(url);
  if (path === "/robots.txt") return true;
  let best: { length: number; allow: boolean } | null = null;
  for (const rule of groupsFor(robots, agent).flatMap(({ rules }) => rules)) {
    const length = rule.pattern.length;
    const better = !best || length > best.length || (length === best.length && rule.allow);
    if (better && matches(rule.pattern, rule.pattern.startsWith("http") ? encode(url) : path))
      best = { length, allow: rule.allow };
  }
  return best?.allow ?? true;
}

/** Seconds to leave between two requests, or null when the site does not say. */
export function crawlDelay(robots: Robots, agent: string): number | null {
  const groups = groupsFor(robots, agent);
  const own = groups.findLast((group) => group.crawlDelay !== null)?.crawlDelay;
  if (own !== undefined) return own;
  const fallback = groups.length > 0 ? !named(groups, agent) : robots.groups.length === 0;
  return fallback ? robots.crawlDelay : null;
}

function apply(group: Group, key: Key, value: string): void {
  if (key === "delay") group.crawlDelay = delayOf(value) ?? group.crawlDelay;
  if ((key !== "allow" && key !== "disallow") || !value) return;
  const allow = key === "allow";
  group.rules.push({ allow, pattern: pattern(value) });
  // Allowing a directory's index page allows the directory.
  const directory = /^(.*\/)index\.html?$/.exec(value);
  if (allow && directory) group.rules.push({ allow, pattern: `${pattern(directory[1]!)}$` });
}

function delayOf(value: string): number | null {
  const seconds = /^(?:\d+(?:\.\d*)?|\.\d+)$/.test(value) ? Number(value) : null;
  return seconds !== null && seconds > 1e30 ? Number.POSITIVE_INFINITY : seconds;
}

function readField(line: string): [Key, string] {
  const text = line
    .replace(/[\0\uFEFF]/g, "")
    .replace(/#.*/, "")
    .trim();
  const colon = text.indexOf(":");
  const exact = colon > 0 ? KEYS[text.slice(0, colon).trim().toLowerCase()] : undefined;
  if (exact) return [exact, text.slice(colon + 1).trim()];
  const spaced = /^(\S+)\s+(\S+)$/.exec(text);
  const key = spaced ? KEYS[spaced[1]!.toLowerCase()] : undefined;
  if (key) return [key, spaced![2]!];
  // A record of somebody's own ends the list of agents above it; "Host" stands outside groups as "Sitemap" does.
  return [colon > 0 && !/^host\b/i.test(text) ? "unknown" : "none", ""];
}

/** All groups that name the agent's product token are one; if none does, those for "*". */
function groupsFor(robots: Robots, agent: string): Group[] {
  const own = robots.groups.filter((group) => named([group], agent));
  return own.length > 0 ? own : robots.groups.filter(({ agents }) => agents.includes("*"));
}

function named(groups: readonly Group[], agent: string): boolean {
  const wanted = token(agent);
  return wanted !== "*" && groups.some(({ agents }) => agents.includes(wanted));
}

function token(agent: string): string {
  return agent
    .trim()
    .split(/[\s/;(]/, 1)[0]!
    .toLowerCase();
}

function pathOf(url: string): string {
  const bare = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").replace(/#.*$/s, "");
  return encode(bare.startsWith("/") ? bare : `/${bare}`);
}

/** Some write whole addresses; those match whole addresses only. */
function pattern(value: string): string {
  const encoded = encode(value);
  return /^(?:[/*]|https?:\/\/)/i.test(encoded) ? encoded : `/${encoded}`;
}

/** One form of percent-encoding: UTF-8, upper case, unreserved characters plain. */
function encode(text: string): string {
  return text
    .replace(/%([0-9a-f]{2})/gi, (whole, hex: string) => {
      const char = String.fromCharCode(Number.parseInt(hex, 16));
      return /[A-Za-z0-9\-._~]/.test(char) ? char : whole.toUpperCase();
    })
    .replace(/[^\x21-\x7e]+/g, (odd) => encodeURIComponent(odd.toWellFormed()));
}

/** Matches without a regular expression, so that no pattern can take long. */
function matches(rule: string, path: string): boolean {
  const anchored = rule.endsWith("$");
  const pieces = (anchored ? rule.slice(0, -1) : rule).split("*");
  const first = pieces[0]!;
  if (!path.startsWith(first)) return false;
  if (pieces.length === 1) return !anchored || path.length === first.length;
  let at = first.length;
  for (const piece of pieces.slice(1, anchored ? -1 : undefined)) {
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  const last = pieces.at(-1)!;
  return !anchored || (path.endsWith(last) && path.length - last.length >= at);
}
