import * as Description from "../embedding/describe.ts";
import * as Embedding from "../embedding/request.ts";
import { context } from "../platform/context.ts";
import type { Write } from "../platform/transaction.ts";
import * as Category from "./category.ts";
import type { Group } from "./group.entity.ts";
import type { Reading } from "./reading.ts";

export const newGroupId = (): string => context().newId("prd");

/** What of a group comes from the pages that show it. */
export type Facts = Pick<
  Group,
  "title" | "description" | "brandSlug" | "brandName" | "category" | "gender" | "styleCode" | "attributes"
>;

/** The group's facts as a page tells them. */
export function factsOf(reading: Reading): Facts {
  return {
    title: reading.title,
    description: reading.description ?? undefined,
    brandSlug: reading.brand?.slug,
    brandName: reading.brand?.name,
    category: reading.category ?? undefined,
    gender: reading.gender ?? undefined,
    styleCode: reading.styleCode ?? undefined,
    attributes: reading.attributes,
  };
}

/**
 * The facts that change when a page is read: the page that named the group may change all of them, any other only fills in
 * what is missing. Empty when nothing changes.
 */
export function factsChanged(group: Group, reading: Reading): Partial<Facts> {
  const told = factsOf(reading);
  const named = group.namedBy === nameOf(reading);
  const merged: Facts = named ? { ...group, ...defined(told) } : { ...told, ...defined(group) };
  merged.attributes = named ? { ...group.attributes, ...told.attributes } : { ...told.attributes, ...group.attributes };
  if (!named && !group.gender && told.gender && Category.kindOf(told.category) === Category.kindOf(group.category)) {
    merged.category = told.category;
  }
  const keys = Object.keys(told) as (keyof Facts)[];
  return Object.fromEntries(keys.filter((key) => !equal(merged[key], group[key])).map((key) => [key, merged[key]]));
}

/** The source page that names a group. */
export function nameOf(reading: Reading): string {
  return `${reading.from.sourceId}/${reading.pageKey}`;
}

/** The text whose vector stands for the garment, and its hash. */
export function textOf(facts: Facts, colours: string[]): { text: string; hash: string } {
  const text = Description.describe({
    title: facts.title,
    brand: facts.brandName,
    categories: Category.path(facts.category ?? "").map((category) => category.name),
    gender: facts.gender,
    colours,
    attributes: facts.attributes,
  });
  return { text, hash: Embedding.hashOf({ text }) };
}

/** The writes that ask for the garment's vector. */
export function embed(groupId: string, text: string): Write[] {
  return Embedding.request({ type: "productGroup", id: groupId }, { text });
}

function defined<T extends object>(facts: T): Partial<T> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function equal(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object") return a === b;
  const sorted = (value: object | null) => JSON.stringify(Object.entries(value ?? {}).sort());
  return sorted(a) === sorted(b);
}
