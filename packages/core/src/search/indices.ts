import { context } from "../platform/context.ts";
import { ask, names } from "./engine.ts";
import { definition } from "./index-definition.ts";

/** Makes the stage's first index and its alias, unless they are there. Safe when several callers do it at once. */
export async function ensureIndex(): Promise<void> {
  const { live, family } = names();
  const { status } = await ask({ method: "HEAD", path: `/${live}` }, [404]);
  if (status !== 404) return;
  const { EMBEDDING_MODEL: name, EMBEDDING_DIMENSION: dimension } = context().config;
  // One name for all who try: the second finds it taken, and either way the alias is set by whoever made it.
  await ask(
    { method: "PUT", path: `/${family}0`, body: { ...definition({ name, dimension }), aliases: { [live]: {} } } },
    [400],
  );
}

/** Tells an index that was made by an earlier definition of the fields that came since; those that were there stay as they are. */
export async function addFields(index: string): Promise<void> {
  const { EMBEDDING_MODEL: name, EMBEDDING_DIMENSION: dimension } = context().config;
  const { mappings } = definition({ name, dimension });
  // An index of another model keeps its own vectors.
  const { vectors: _, ...properties } = mappings.properties;
  await ask({ method: "PUT", path: `/${index}/_mapping`, body: { properties } }, [400, 404]);
}
