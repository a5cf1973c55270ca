/** What one says at that hour of the shopper's own clock. */
export function greetingAt(hour: number, name: string): string {
  const words = hour >= 4 && hour < 12 ? "Good morning" : hour >= 12 && hour < 17 ? "Good afternoon" : "Good evening";
  const first = name.trim().split(/\s+/)[0];
  // An address is no name to call anybody by.
  return first && !first.includes("@") ? `${words}, ${first}` : words;
}

/** "2 things", "1 thing", "99+ things". */
export function countText(count: number, one: string, many: string, more = false): string {
  return `${count}${more ? "+" : ""} ${count === 1 && !more ? one : many}`;
}
