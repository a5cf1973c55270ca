import { cursorRefused, isRefusedCursor } from "./cursor.ts";

/** Which part of a list is wanted. */
export interface Page {
  cursor?: string | undefined;
  limit?: number | undefined;
}

interface Query<T> {
  go(options: { limit: number; cursor: string | null; order: "asc" | "desc" }): Promise<{
    data: T[];
    cursor: string | null;
  }>;
}

const PAGE = 20;

/** A page of a query of a shopper's own, newest first. Throws `invalid`, naming the field, for a cursor that is not of this list. */
export async function pageOf<T>(
  query: Query<T>,
  { cursor, limit = PAGE }: Page,
): Promise<{ items: T[]; nextCursor: string | null }> {
  try {
    const page = await query.go({ limit, cursor: cursor ?? null, order: "desc" });
    return { items: page.data, nextCursor: page.cursor };
  } catch (cause) {
    // The table takes no start outside of the query's own keys, so that nobody else's list can be entered by a cursor.
    if (!cursor || !isRefusedCursor(cause)) throw cause;
    throw cursorRefused(cause);
  }
}
