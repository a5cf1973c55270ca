import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { token } from "./keys.ts";
import type { Saved } from "./model.ts";

/** Most that is kept of what only grows. */
const MOST = 500;
const DAY = 86_400_000;

const empty = (): Saved => ({
  users: {},
  sessions: {},
  clients: {},
  signUps: {},
  signIns: {},
  browsers: {},
  messages: [],
  mails: [],
  endpoint: { url: null, speed: 10, hold: false },
});

export interface ClerkState {
  readonly data: Saved;
  now(): Date;
  /** Writes it down; call it after every change. */
  save(): void;
}

/** An id in Clerk's manner: `user_` and 27 letters. */
export const newId = (prefix: string): string => `${prefix}_${token(27)}`;

/** What the local Clerk remembers, kept in `dir` when one is given. */
export function openClerkState(dir: string | null, now: () => Date): ClerkState {
  const file = dir ? join(dir, "clerk.json") : null;
  const data: Saved = { ...empty(), ...(file ? read(file) : {}) };
  forget(data, now().getTime());
  return {
    data,
    now,
    save() {
      data.mails.splice(0, data.mails.length - MOST);
      data.messages.splice(0, data.messages.length - MOST);
      if (!dir || !file) return;
      mkdirSync(dir, { recursive: true });
      writeFileSync(`${file}.tmp`, JSON.stringify(data), { mode: 0o600 });
      renameSync(`${file}.tmp`, file);
    },
  };
}

/** Drops attempts and sessions that ended days ago, and browsers that came to nothing. */
function forget(data: Saved, now: number): void {
  const drop = <T>(from: Record<string, T>, old: (value: T) => boolean) => {
    for (const [id, value] of Object.entries(from)) if (old(value)) delete from[id];
  };
  drop(data.signUps, ({ abandonAt }) => abandonAt < now);
  drop(data.signIns, ({ abandonAt }) => abandonAt < now);
  drop(data.sessions, ({ status, updatedAt, expireAt }) =>
    status === "active" ? expireAt < now : updatedAt < now - DAY,
  );
  const used = new Set(Object.values(data.sessions).map(({ clientId }) => clientId));
  drop(data.browsers, (id) => id === null || (!used.has(id) && (data.clients[id]?.updatedAt ?? 0) < now - DAY));
  const known = new Set(Object.values(data.browsers));
  for (const id of Object.keys(data.clients)) if (!known.has(id) && !used.has(id)) delete data.clients[id];
}

function read(file: string): Partial<Saved> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Saved;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
