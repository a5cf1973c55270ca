export interface Option {
  value: string;
  label: string;
}

/** What people read for a value; of a slug that is not known yet its words. */
export function nameOf(options: readonly Option[], value: string): string {
  const label = options.find((option) => option.value === value)?.label;
  if (label) return label;
  const words = value.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export type Picked = { values: string[] } | { wrong: string };

interface Rules {
  options: readonly Option[];
  /** Whether words that are no option are taken as well. */
  isFree: boolean;
  max: number;
}

const plain = (text: string) => text.trim().toLowerCase().replace(/\s+/g, " ");

/** The values with what was typed, an option's label or a word; or what is wrong with it. */
export function picked(values: readonly string[], text: string, { options, isFree, max }: Rules): Picked {
  const typed = plain(text);
  if (typed === "") return { values: [...values] };
  const value = options.find((option) => plain(option.label) === typed || option.value === typed)?.value;
  if (!value && !isFree) return { wrong: "Choose one of those that are offered." };
  const added = value ?? typed;
  if (values.includes(added)) return { values: [...values] };
  if (values.length >= max) return { wrong: `There is room for ${max}. Remove one first.` };
  return { values: [...values, added] };
}
