const MAX_EXAMPLES = 5;
/** Reasons that quote the shop's own text could be as many as there are rows. */
const MAX_REASONS = 40;
const OTHERS = "other reasons";

export interface Refusal {
  reason: string;
  count: number;
  /** Lines of the file, some of them. */
  lines: number[];
}

/** Counts refusals by reason, with a few lines to look at for each. */
export class Tally {
  private readonly found = new Map<string, Refusal>();

  add(reason: string, line: number): void {
    const name = this.found.has(reason) || this.found.size < MAX_REASONS ? reason : OTHERS;
    const refusal = this.found.get(name) ?? { reason: name, count: 0, lines: [] };
    refusal.count++;
    if (line > 0 && refusal.lines.length < MAX_EXAMPLES) refusal.lines.push(line);
    this.found.set(name, refusal);
  }

  /** The most frequent first. */
  list(): Refusal[] {
    return [...this.found.values()].sort((a, b) => b.count - a.count);
  }
}
