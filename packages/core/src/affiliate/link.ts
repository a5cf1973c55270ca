/** A link with a value for each of its names, encoded; null where one has none. */
export function fill(link: string, values: Readonly<Record<string, string>>): string | null {
  let isWhole = true;
  const filled = link.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (Object.hasOwn(values, name)) return encodeURIComponent(values[name] ?? "");
    isWhole = false;
    return "";
  });
  return isWhole ? filled : null;
}
