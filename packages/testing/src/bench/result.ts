export interface Result {
  title: string;
  columns: string[];
  rows: string[][];
  /** What was compared with what, and how. */
  notes: string;
}

export type Bench = () => Promise<Result>;

/** Milliseconds a call took, each, sorted. */
export async function timed<T>(items: readonly T[], body: (item: T) => unknown): Promise<number[]> {
  const took: number[] = [];
  for (const item of items) {
    const started = performance.now();
    await body(item);
    took.push(performance.now() - started);
  }
  return took.sort((a, b) => a - b);
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
