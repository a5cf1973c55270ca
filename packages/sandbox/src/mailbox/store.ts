import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

export interface Kept {
  id: string;
  /** ISO 8601. */
  at: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: [name: string, value: string][];
}

const MAX_KEPT = 1000;

export interface Store {
  add(mail: Omit<Kept, "id" | "at">): Kept;
  /** Newest first; of one recipient where one is given. */
  list(to?: string): Kept[];
  find(id: string): Kept | undefined;
  clear(): void;
  /** Tells of each that comes, until what is returned is called. */
  listen(told: (mail: Kept) => void): () => void;
}

/** Letters that were handed over, kept in a file of the folder, or in memory where there is none. */
export function openStore(dir: string | null, now: () => Date): Store {
  const file = dir && join(dir, "mailbox.jsonl");
  let kept: Kept[] = file && existsSync(file) ? read(file) : [];
  const bell = new EventEmitter().setMaxListeners(0);
  return {
    add(mail) {
      const made = { id: randomUUID(), at: now().toISOString(), ...mail };
      kept.unshift(made);
      kept.length = Math.min(kept.length, MAX_KEPT);
      if (file) {
        mkdirSync(join(file, ".."), { recursive: true });
        appendFileSync(file, `${JSON.stringify(made)}\n`);
      }
      bell.emit("mail", made);
      return made;
    },
    list: (to) => kept.filter((one) => !to || one.to.some((address) => bare(address) === bare(to))),
    find: (id) => kept.find((one) => one.id === id),
    clear() {
      kept = [];
      if (file) rmSync(file, { force: true });
    },
    listen(told) {
      bell.on("mail", told);
      return () => bell.off("mail", told);
    },
  };
}

function read(file: string): Kept[] {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean).slice(-MAX_KEPT);
  return lines.map((line) => JSON.parse(line) as Kept).reverse();
}

/** `Ana <Ana@Example.com>` is `ana@example.com`. */
export function bare(address: string): string {
  return (/<([^<>]*)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase();
}
