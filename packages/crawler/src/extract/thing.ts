import { plainText } from "./page.ts";

/** One schema.org item, whichever syntax it was written in. Property names are in lower case. */
export interface Thing {
  types: readonly string[];
  id: string | null;
  properties: Map<string, Value[]>;
}

export type Value = string | Thing;

export function isThing(value: Value | undefined): value is Thing {
  return typeof value === "object";
}

/** "http://schema.org/Product", "schema:Product", "product" as "product". */
export function typeName(written: string): string {
  const name = written.trim();
  const prefix = Math.max(name.lastIndexOf("/"), name.lastIndexOf("#"), name.lastIndexOf(":"));
  return name.slice(prefix + 1).toLowerCase();
}

export function isA(thing: Thing, ...types: string[]): boolean {
  return thing.types.some((type) => types.includes(type));
}

const NONE: readonly Value[] = [];

export function values(thing: Thing, ...names: string[]): readonly Value[] {
  const found = names.map((name) => thing.properties.get(name)).filter((list) => list !== undefined);
  return found.length === 1 ? found[0]! : found.flat();
}

export function things(thing: Thing, ...names: string[]): Thing[] {
  return values(thing, ...names).filter(isThing);
}

/** The first text of the first of these properties that has one; of an item, its name or value. */
export function text(thing: Thing, ...names: string[]): string | null {
  for (const name of names) {
    for (const value of thing.properties.get(name) ?? NONE) {
      const found = textOfValue(value);
      if (found) return found;
    }
  }
  return null;
}

export function texts(thing: Thing, ...names: string[]): string[] {
  return values(thing, ...names).flatMap((value) => textOfValue(value) ?? []);
}

function textOfValue(value: Value, depth = 0): string | null {
  if (!isThing(value)) return plainText(value) || null;
  if (depth > 3) return null;
  for (const name of ["name", "value", "url", "contenturl", "headline"]) {
    const inner = value.properties.get(name)?.[0];
    const found = inner === undefined ? null : textOfValue(inner, depth + 1);
    if (found) return found;
  }
  return value.id;
}

/** Puts what an item only names by its id in the place of that name. */
export function link(roots: readonly Thing[]): Thing[] {
  const known = new Map<string, Thing>();
  const all = roots.flatMap((root) => [...within(root)]);
  for (const thing of all)
    if (thing.id && thing.properties.size > 0 && !known.has(thing.id)) known.set(thing.id, thing);
  for (const thing of all) {
    for (const [name, list] of thing.properties) {
      thing.properties.set(
        name,
        list.map((value) =>
          isThing(value) && value.id && value.properties.size === 0 ? (known.get(value.id) ?? value) : value,
        ),
      );
    }
  }
  return [...roots];
}

/** An item and all it holds, each once. */
export function* within(root: Thing, skip?: (property: string) => boolean): Generator<Thing> {
  const seen = new Set<Thing>([root]);
  const queue = [root];
  for (let thing = queue.shift(); thing; thing = queue.shift()) {
    yield thing;
    for (const [name, list] of thing.properties) {
      if (skip?.(name)) continue;
      for (const value of list) {
        if (isThing(value) && !seen.has(value)) {
          seen.add(value);
          queue.push(value);
        }
      }
    }
  }
}
