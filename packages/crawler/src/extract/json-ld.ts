import { readJson } from "./lenient-json.ts";
import { link, type Thing, typeName, type Value } from "./thing.ts";

/** The items of a page's JSON-LD blocks, however broken; references between blocks are followed. */
export function readJsonLd(blocks: readonly string[]): Thing[] {
  return link(blocks.flatMap((block) => readJson(block).flatMap((value) => items(value))));
}

function items(value: unknown): Thing[] {
  if (Array.isArray(value)) return value.flatMap(items);
  if (!isObject(value)) return [];
  const graph = value["@graph"];
  if (graph === undefined) return [thing(value)];
  const { "@graph": _, "@context": __, ...rest } = value;
  const own = Object.keys(rest).length > 0 && rest["@type"] ? [thing(rest)] : [];
  return [...own, ...items(graph)];
}

function thing(object: Record<string, unknown>): Thing {
  const properties = new Map<string, Value[]>();
  for (const [key, value] of Object.entries(object)) {
    if (key.startsWith("@")) continue;
    const name = typeName(key);
    const list = [...(properties.get(name) ?? []), ...valuesOf(value)];
    if (list.length > 0) properties.set(name, list);
  }
  const types = [object["@type"] ?? object.type].flat().filter((type) => typeof type === "string");
  const id = object["@id"];
  return { types: types.map(typeName), id: typeof id === "string" ? id : null, properties };
}

function valuesOf(value: unknown): Value[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(valuesOf);
  if (typeof value === "number") return Number.isFinite(value) ? [decimal(value)] : [];
  if (typeof value === "boolean") return [String(value)];
  if (typeof value === "string") return value.trim() === "" ? [] : [value];
  if (!isObject(value)) return [];
  if ("@value" in value) return valuesOf(value["@value"]);
  if ("@list" in value) return valuesOf(value["@list"]);
  return [thing(value)];
}

/** A number as shops mean it: what floating point added is taken off again. */
function decimal(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(6)));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
