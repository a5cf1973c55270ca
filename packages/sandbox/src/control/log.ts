export interface Entry {
  /** Rises by one with every request. */
  n: number;
  at: string;
  shop: string;
  method: string;
  path: string;
  status: number;
  durationMs: number;
  agent: string;
}

export interface RequestLog {
  add(entry: Omit<Entry, "n">): void;
  /** The newest `limit` of the shop after number `after`, oldest first. */
  read(query: { shop: string | null; after: number; limit: number }): Entry[];
}

const MOST = 20_000;

/** The last requests to the shops, in the order in which they were answered. */
export function openLog(): RequestLog {
  const ring: Entry[] = [];
  let n = 0;
  return {
    add(entry) {
      ring[n % MOST] = { n: n + 1, ...entry };
      n++;
    },
    read({ shop, after, limit }) {
      const ordered = n > MOST ? [...ring.slice(n % MOST), ...ring.slice(0, n % MOST)] : ring;
      return ordered.filter((e) => e.n > after && (shop === null || e.shop === shop)).slice(-limit);
    },
  };
}
