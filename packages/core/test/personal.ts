import { globSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { pseudonymOf } from "../src/platform/pseudonym.ts";

const SOURCE = path.resolve(import.meta.dirname, "../src");

interface Attribute {
  type?: unknown;
  properties?: Record<string, Attribute>;
  items?: unknown;
}

type Item = Record<string, unknown>;

/** What is used of ElectroDB's entities, whatever their attributes. */
export interface AnyEntity {
  schema: {
    model: { entity: string };
    attributes: Record<string, Attribute>;
    indexes: Record<
      string,
      { index?: string; collection?: string; pk: { composite: string[] }; sk: { composite: string[] } }
    >;
  };
  put(item: Item): { go(): Promise<unknown> };
}

/** Every entity of the core by its name, as its file declares it. Within a context. */
export async function allEntities(): Promise<Map<string, AnyEntity>> {
  const found = new Map<string, AnyEntity>();
  for (const file of globSync("**/*.entity.ts", { cwd: SOURCE }).sort()) {
    const module = (await import(pathToFileURL(path.join(SOURCE, file)).href)) as Record<string, unknown>;
    for (const value of Object.values(module)) {
      if (typeof value !== "function" || value.length > 0) continue;
      const entity = (value as () => AnyEntity)();
      found.set(entity.schema.model.entity, entity);
    }
  }
  return found;
}

/** Attributes that name a shopper. Who acted as one of them is staff, and kept as such. */
export function nameAttributes({ schema }: AnyEntity): string[] {
  return Object.keys(schema.attributes).filter((name) => /^userId$|UserId$/.test(name) && name !== "actUserId");
}

/** An item of any entity with a value for every attribute; each text in it holds `mark`. */
export function sampleOf(entity: AnyEntity, mark: string, names: Item): Item {
  const attributes = Object.entries(entity.schema.attributes).map(([name, attribute]) => [
    name,
    (Array.isArray(attribute.type) ? undefined : names[name]) ?? sampleValue(name, attribute, mark),
  ]);
  return Object.fromEntries(attributes);
}

function sampleValue(name: string, { type, properties = {}, items }: Attribute, mark: string): unknown {
  if (Array.isArray(type)) return type[0];
  if (name === "expiresAt") return 4_000_000_000;
  switch (type) {
    case "number":
      return 7;
    case "boolean":
      return true;
    case "map":
      return Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, sampleValue(key, one, mark)]));
    case "set":
      return [mark];
    case "list":
      return [typeof items === "object" ? sampleValue(name, items as Attribute, mark) : mark];
    case "any":
      return { said: mark };
    default:
      return name.endsWith("At") ? "2026-11-23T06:00:00.000Z" : mark;
  }
}

/** What names a shopper where no attribute that holds their id does. */
export function otherNames(userId: string): Item {
  const hash = pseudonymOf(userId);
  return { topic: `wishlist:${userId}`, idHash: hash, subject: hash, holder: hash };
}
