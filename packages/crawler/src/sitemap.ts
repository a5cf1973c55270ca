import { type ByteSource, plainText } from "./bytes.ts";
import { absolute } from "./url.ts";
import { xmlReader } from "./xml.ts";

export interface SitemapEntry {
  /** A page, or a sitemap that an index names. */
  kind: "page" | "sitemap";
  loc: string;
  /** ISO 8601 UTC. */
  lastmod?: string;
  images?: string[];
}

export interface SitemapOptions {
  /** Where the sitemap came from; relative addresses are relative to it. */
  url: string;
  /** The protocol's own limit by default: 50,000. */
  maxEntries?: number;
  /** Unpacked; the protocol's 50 MB by default. */
  maxBytes?: number;
  /** Throw `DeclaresEntities` for a document with entities of its own, rather than read it without them. */
  refuseEntities?: boolean;
}

const MAX_IMAGES = 20;
const MAX_TEXT = 4096;

/**
 * The entries of a sitemap, a sitemap index or a plain list of addresses, gzipped or not, as they come. Stops quietly at
 * `maxEntries`; throws `TooLarge` past `maxBytes` and what the source throws.
 */
export async function* readSitemap(source: ByteSource, options: SitemapOptions): AsyncGenerator<SitemapEntry> {
  const maxEntries = options.maxEntries ?? 50_000;
  let given = 0;
  for await (const entry of entries(source, options)) {
    if (given++ >= maxEntries) return;
    yield entry;
  }
}

async function* entries(source: ByteSource, options: SitemapOptions): AsyncGenerator<SitemapEntry> {
  const ready: SitemapEntry[] = [];
  let reader: { write(text: string): void; end(): void } | null = null;
  for await (const text of plainText(source, options.maxBytes ?? 50 * 1024 * 1024)) {
    if (!reader && text.trim() === "") continue;
    reader ??= /^\s*</.test(text) ? xmlEntries(options, ready) : lineEntries(options.url, ready);
    reader.write(text);
    yield* ready.splice(0);
  }
  reader?.end();
  yield* ready.splice(0);
}

function lineEntries(base: string, ready: SitemapEntry[]) {
  let rest = "";
  const take = (line: string) => {
    const loc = /^\s*https?:/i.test(line) ? absolute(line, base) : null;
    if (loc) ready.push({ kind: "page", loc });
  };
  return {
    write(text: string) {
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop()!.slice(0, MAX_TEXT);
      for (const line of lines) take(line);
    },
    end: () => take(rest),
  };
}

function xmlEntries({ url: base, refuseEntities }: SitemapOptions, ready: SitemapEntry[]) {
  let entry: { kind: SitemapEntry["kind"]; loc: string; lastmod: string; images: string[] } | null = null;
  let text = "";
  const take = () => {
    const loc = entry?.loc ? absolute(entry.loc, base) : null;
    if (!entry || !loc) return;
    const at = Date.parse(entry.lastmod);
    ready.push({
      kind: entry.kind,
      loc,
      ...(!Number.isNaN(at) && { lastmod: new Date(at).toISOString() }),
      ...(entry.images.length > 0 && { images: entry.images }),
    });
  };
  return xmlReader(
    {
      open(name) {
        text = "";
        const kind = { url: "page", sitemap: "sitemap" }[name.replace(/^.*:/, "")] as SitemapEntry["kind"] | undefined;
        if (kind && !name.startsWith("image:")) entry = { kind, loc: "", lastmod: "", images: [] };
      },
      text(more) {
        if (text.length < MAX_TEXT) text += more;
      },
      close(name) {
        const local = name.replace(/^.*:/, "");
        const value = text.trim();
        text = "";
        if (!entry) return;
        if (local === "url" || local === "sitemap") {
          take();
          entry = null;
        } else if (name.startsWith("image:")) {
          const image = local === "loc" ? absolute(value, base) : null;
          if (image && entry.images.length < MAX_IMAGES) entry.images.push(image);
        } else if (local === "loc") entry.loc = value;
        else if (local === "lastmod") entry.lastmod = value;
      },
    },
    { refuseEntities },
  );
}
