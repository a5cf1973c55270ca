import { context } from "./context.ts";

/** ElectroDB's view of the stage's one table, for the running context. */
export function table(): { client: ReturnType<typeof context>["documents"]; table: string } {
  const { documents, config } = context();
  return { client: documents, table: config.TABLE_NAME };
}

/** Builds an entity on first use (sixty built at import cost a cold start 322 ms) and once per table. */
export function lazily<E extends object>(build: (options: ReturnType<typeof table>) => E): () => E {
  const built = new Map<string, { client: unknown; entity: E }>();
  return () => {
    const options = table();
    const known = built.get(options.table);
    if (known && known.client === options.client) return known.entity;
    const entity = build(options);
    built.set(options.table, { client: options.client, entity });
    return entity;
  };
}
