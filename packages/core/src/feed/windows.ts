/** Puts what comes in together by `size`, so that it can be looked up at once. What came before a failure is not lost by it. */
export async function* windows<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let open: T[] = [];
  try {
    for await (const item of items) {
      open.push(item);
      if (open.length < size) continue;
      const full = open;
      open = [];
      yield full;
    }
  } catch (error) {
    if (open.length > 0) yield open;
    throw error;
  }
  if (open.length > 0) yield open;
}
