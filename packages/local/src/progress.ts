import type { Report } from "./parts/cache.ts";

export interface Board {
  /** The line of one part: tells what it is doing. */
  of(part: string): Report;
  /** The part is ready; its line says how long it took. */
  done(part: string, message?: string): void;
  /** No line changes any more. */
  close(): void;
}

const EVERY_MS = 5_000;

/** One line a part, rewritten in place on a terminal, and otherwise written now and then. */
export function board(out: NodeJS.WriteStream = process.stdout): Board {
  const lines = new Map<string, { text: string; started: number; written: number }>();
  let drawn = 0;

  function draw(): void {
    if (drawn > 0) out.moveCursor(0, -drawn);
    for (const [part, { text }] of lines) {
      out.clearLine(0);
      out.write(`  ${part.padEnd(12)} ${text.slice(0, (out.columns ?? 80) - 16)}\n`);
    }
    drawn = lines.size;
  }

  function set(part: string, text: string, always: boolean): void {
    const now = Date.now();
    const line = lines.get(part) ?? { text, started: now, written: 0 };
    lines.set(part, { ...line, text });
    if (out.isTTY) {
      draw();
      return;
    }
    if (!always && now - line.written < EVERY_MS) return;
    lines.set(part, { ...line, text, written: now });
    out.write(`  ${part.padEnd(12)} ${text}\n`);
  }

  return {
    of: (part) => (message) => set(part, message, false),
    done(part, message = "ready") {
      const started = lines.get(part)?.started ?? Date.now();
      set(part, `${message} (${((Date.now() - started) / 1000).toFixed(1)} s)`, true);
    },
    close() {
      drawn = 0;
      lines.clear();
    },
  };
}
