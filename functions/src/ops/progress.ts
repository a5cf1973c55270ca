import { SingleBar } from "cli-progress";

export interface Progress {
  /** How much is done of the total, and how many things that were. */
  at(done: number, count: number): void;
  end(): void;
}

const LINE_EVERY_MS = 5_000;

/** A bar on a terminal, a line now and then elsewhere; both on stderr, so that the answer stands alone on stdout. */
export function progressOf(what: string, total: number): Progress {
  return process.stderr.isTTY ? bar(what, total) : lines(what, total);
}

function bar(what: string, total: number): Progress {
  const single = new SingleBar({
    format: `{bar} {percentage}%  {count} ${what}  {duration_formatted}`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    hideCursor: true,
    stream: process.stderr,
    clearOnComplete: true,
  });
  single.start(total, 0, { count: 0 });
  return { at: (done, count) => single.update(Math.min(done, total), { count }), end: () => single.stop() };
}

function lines(what: string, total: number): Progress {
  let last = Date.now();
  return {
    at(done, count) {
      if (Date.now() - last < LINE_EVERY_MS) return;
      last = Date.now();
      const percent = total > 0 ? ` (${Math.min(100, Math.floor((done * 100) / total))}%)` : "";
      console.error(`${count} ${what}${percent}`);
    },
    end: () => undefined,
  };
}
