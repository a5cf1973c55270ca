/** Parameters that say where the visitor came from, never what is shown. */
const TRACKING =
  /^(?:utm_.*|utm|[gd]clid|g(?:braid|clsrc|ad_source|ad_campaignid)|wbraid|fbclid|msclkid|yclid|ysclid|twclid|ttclid|li_fat_id|igshid|igsh|mc_[ce]id|_ga|_gl|_gac|_hs(?:enc|mi)|__hs.*|hsctatracking|srsltid|epik|vero_(?:id|conv)|mkt_tok|wickedid|s_kwcid|ef_id|cmpid|cm_mmc.*|icid|irclickid|irgwc|sscid|awc|awinaffid|aff_?id|affiliate_?id|aff_sub\d?|click_?id|subid\d?|admitad_uid|pr_(?:prod_strat|rec_id|rec_pid|ref_pid|seq)|_(?:pos|psq|ss|sid|fid|v|kx)|phpsessid|jsessionid|aspsessionid.*|sessionid|ref|ref_|ref_src|referrer|spm|scm|pvid)$/i;

const SESSION_IN_PATH = /;(?:jsessionid|phpsessid|sid)=[^/;?]*/gi;

/** Percent-encodings that mean the same written plainly, in a path. */
const PLAIN_IN_PATH = /^[A-Za-z0-9\-._~!$&'()*+,:=@|[\]]$/;
const PLAIN_IN_QUERY = /^[A-Za-z0-9\-._~]$/;

/** An address or path with nothing to put right but its parameters, as most links are: there is no need to parse it. */
const PLAIN =
  /^(https?:\/\/(?![^/]*xn--)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})?((?:\/(?![./]|$)[\w~.-]*)+\/?)(\?[\w.~=&+-]*)?(?:#[\w.~!$&'()*+,;:@/?=-]*)?$/;

export function parse(url: string, base?: string): URL | null {
  return URL.parse(url, base);
}

/** The absolute http(s) address that `href` means on the page `base`, or null. */
export function absolute(href: string, base: string): string | null {
  const [whole, origin] = PLAIN.exec(href) ?? [];
  const home = whole === undefined ? null : (origin ?? originOf(base));
  if (home) return origin ? href : home + href;
  const url = parse(href.trim(), base);
  return url && isHttp(url) ? url.href : null;
}

/**
 * One spelling for one page: lower-case host, no fragment, credentials, default port or tracking parameters, sorted
 * parameters, one form of percent-encoding. Null when it is no http(s) address. Idempotent.
 */
export function canonicalise(url: string, base?: string): string | null {
  return canonicalPlain(url, base) ?? canonicalAny(url, base);
}

function canonicalPlain(url: string, base: string | undefined): string | null {
  const [, origin, path, query] = PLAIN.exec(url) ?? [];
  const home = path === undefined ? null : (origin ?? (base ? originOf(base) : null));
  if (!home) return null;
  const kept = query ? canonicalQuery(query.slice(1)) : "";
  return `${home}${path}${kept ? `?${kept}` : ""}`;
}

/** All links of a page have one base. */
let lastOrigin: { base: string; origin: string | null } = { base: "", origin: null };

function originOf(base: string): string | null {
  if (lastOrigin.base === base) return lastOrigin.origin;
  const parsed = parse(base);
  const plain = parsed && isHttp(parsed) && !/\.$|\.:/.test(parsed.host) && !parsed.username && !parsed.password;
  const origin = plain ? parsed.origin : null;
  lastOrigin = { base, origin };
  return origin;
}

function canonicalAny(url: string, base: string | undefined): string | null {
  const parsed = parse(url.trim(), base);
  if (!parsed || !isHttp(parsed)) return null;
  const host = parsed.host.replace(/\.(?=$|:)/, "");
  if (!isHost(host)) return null;
  const path = canonicalPath(parsed.pathname.replace(SESSION_IN_PATH, ""));
  const query = canonicalQuery(parsed.search.slice(1));
  return `${parsed.protocol}//${host}${path}${query ? `?${query}` : ""}`;
}

export function isHttp(url: URL): boolean {
  return url.protocol === "http:" || url.protocol === "https:";
}

/** A name without empty parts or odd characters, or an IP address: others no server has. */
function isHost(host: string): boolean {
  if (!/^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:]+\])(?::\d+)?$/.test(host)) return false;
  // Not every name that comes out of IDNA goes in again.
  return !host.includes("xn--") || URL.canParse(`http://${host}`);
}

function canonicalPath(path: string): string {
  const plain = recode(path, PLAIN_IN_PATH).replaceAll(" ", "%20");
  // Decoding may have uncovered "." segments.
  return parse(`http://x${plain}`)?.pathname ?? plain;
}

function canonicalQuery(query: string): string {
  const pairs: [string, string][] = [];
  for (const part of query.split("&")) {
    if (part === "") continue;
    const at = part.indexOf("=");
    const key = formPart(at < 0 ? part : part.slice(0, at));
    if (!TRACKING.test(key)) pairs.push([key, at < 0 ? "" : formPart(part.slice(at + 1))]);
  }
  pairs.sort(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  return pairs.map(([key, value]) => `${key}=${value}`).join("&");
}

function formPart(text: string): string {
  return recode(text.replaceAll("+", "%20"), PLAIN_IN_QUERY)
    .replace(/[^A-Za-z0-9\-._~%]/g, (char) => encodeURIComponent(char).replace(/[!'()*]/g, escapeByte))
    .replaceAll("%20", "+");
}

/** Upper-case percent-encodings, and those of `plain` characters written out; stray per cent signs become %25. */
function recode(text: string, plain: RegExp): string {
  return text.replace(/%([0-9a-f]{2})?/gi, (_, hex: string | undefined) => {
    if (!hex) return "%25";
    const char = String.fromCharCode(Number.parseInt(hex, 16));
    return plain.test(char) ? char : `%${hex.toUpperCase()}`;
  });
}

function escapeByte(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
