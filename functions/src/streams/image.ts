import type { Topic } from "@stylegence/core/platform/topics";
import type { AttributeValue } from "aws-lambda";

/** An item as the table's stream shows it. */
export type Item = Record<string, AttributeValue>;

export interface Message {
  topic: Topic;
  body: string;
  /** Messages of one batch with the same key say the same: one of them is enough. */
  key: string;
}

export const text = (item: Item | undefined, name: string): string | undefined => item?.[name]?.S;

export function required(item: Item, name: string): string {
  const value = text(item, name);
  if (value === undefined) throw new Error(`The item has no ${name}.`);
  return value;
}
