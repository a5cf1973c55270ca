import { DatabaseSync } from "node:sqlite";

/** What is remembered of a page from one crawl to the next. */
export interface Remembered {
  etag: string | null;
  lastModified: string | null;
  bodyHash: string | null;
  fingerprint: string | null;
  /** The product as JSON, to tell what changed. */
  product: string | null;
}

export interface Memory {
  /** Whether anything outlasts this crawl. */
  readonly isKept: boolean;
  /** True the first time that this crawl meets an address. */
  meet(url: string): boolean;
  recall(url: string): Remembered | null;
  keep(url: string, page: Remembered): void;
  /** Writes what is not written yet, and closes. */
  close(): void;
}

/** So many pages at most are lost to a crash; they are only read again. */
const PER_COMMIT = 500;

/**
 * A file of what was seen. Without one, a temporary that holds no more than which addresses this crawl has met. Either lies on
 * disk: the process does not grow with the number of pages.
 */
export function openMemory(file?: string): Memory {
  const db = new DatabaseSync(file ?? "");
  db.exec(`PRAGMA journal_mode = ${file ? "WAL" : "OFF"}; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -4096;
    CREATE TABLE IF NOT EXISTS page (url TEXT PRIMARY KEY, etag TEXT, lastModified TEXT, bodyHash TEXT, fingerprint TEXT,
      product TEXT) WITHOUT ROWID;
    CREATE TEMP TABLE met (url TEXT PRIMARY KEY) WITHOUT ROWID;
    BEGIN`);
  const met = db.prepare("INSERT OR IGNORE INTO met VALUES (?)");
  const recall = db.prepare("SELECT etag, lastModified, bodyHash, fingerprint, product FROM page WHERE url = ?");
  const keep = db.prepare("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?)");
  let pending = 0;
  const written = () => {
    if (++pending < PER_COMMIT) return;
    db.exec("COMMIT; BEGIN");
    pending = 0;
  };
  return {
    isKept: file !== undefined,
    meet(url) {
      const isNew = met.run(url).changes > 0;
      written();
      return isNew;
    },
    recall: (url) => (file === undefined ? null : ((recall.get(url) as unknown as Remembered | undefined) ?? null)),
    keep(url, { etag, lastModified, bodyHash, fingerprint, product }) {
      if (file === undefined) return;
      keep.run(url, etag, lastModified, bodyHash, fingerprint, product);
      written();
    },
    close() {
      db.exec("COMMIT");
      db.close();
    },
  };
}
