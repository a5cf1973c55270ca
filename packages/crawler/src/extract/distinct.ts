/** The list without those that have the key of one before. */
export function distinct<T>(list: readonly T[], key: (one: T) => unknown): T[] {
  const seen = new Set<unknown>();
  return list.filter((one) => {
    const own = key(one);
    if (seen.has(own)) return false;
    seen.add(own);
    return true;
  });
}
