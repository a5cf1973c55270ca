import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { domainPace } from "./domain.entity.ts";
import { stretchAfter, type Use } from "./interval.ts";

/** When the caller may send its request; null: so many requests wait already that it should come back after `waitMs`. */
export type Slot = { at: number } | { at: null; waitMs: number };

const TRIES = 20;

/**
 * Reserves the domain's next free moment for one request. Workers that ask at once each get their own, `intervalMs` apart: the
 * table adds to the moment in one conditional write. No slot further ahead than `maxAheadMs` is taken.
 */
export async function reserve(domain: string, intervalMs: number, maxAheadMs: number): Promise<Slot> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const now = context().now().getTime();
    const queued = await advance(domain, intervalMs, { from: now, to: now + maxAheadMs });
    if (queued !== null) return { at: queued };
    const next = await nextFreeAt(domain);
    if (next > now + maxAheadMs) return { at: null, waitMs: next - now };
    if (next <= now && (await restart(domain, next, now + intervalMs))) return { at: now };
  }
  throw new DomainError("unavailable", "No request slot could be reserved.", { context: { domain } });
}

/** No request to the domain before that time: what a shop asks for with Retry-After. Never brings it forward. */
export async function holdUntil(domain: string, until: Date): Promise<void> {
  await unlessRefused(
    domainPace()
      .update({ domain })
      .set({ nextFreeAt: until.getTime() })
      .where((pace, { notExists, lt }) => `${notExists(pace.nextFreeAt)} OR ${lt(pace.nextFreeAt, until.getTime())}`)
      .go({ response: "none" }),
  );
}

/** Moves the free moment on by one interval if it lies in the window; the moment that was taken, or null. */
async function advance(
  domain: string,
  intervalMs: number,
  window: { from: number; to: number },
): Promise<number | null> {
  const { documents } = context();
  const params = domainPace()
    .patch({ domain })
    .add({ nextFreeAt: intervalMs })
    .where(({ nextFreeAt }, { between }) => between(nextFreeAt, window.from, window.to))
    .params({ response: "updated_new" }) as ConstructorParameters<typeof UpdateCommand>[0];
  const { Attributes } = (await unlessRefused(documents.send(new UpdateCommand(params)))) ?? {};
  return Attributes ? (Attributes.nextFreeAt as number) - intervalMs : null;
}

/** The first moment for which no request is reserved; 0 when none ever was. */
export async function nextFreeAt(domain: string): Promise<number> {
  const { data } = await domainPace().get({ domain }).go({ consistent: true });
  return data?.nextFreeAt ?? 0;
}

/** Begins anew after a time without requests; false when another worker did so first. */
async function restart(domain: string, was: number, next: number): Promise<boolean> {
  const done = await unlessRefused(
    domainPace()
      .update({ domain })
      .set({ nextFreeAt: next })
      .where(({ nextFreeAt }, { notExists, eq }) => (was === 0 ? notExists(nextFreeAt) : eq(nextFreeAt, was)))
      .go({ response: "none" })
      .then(() => true),
  );
  return done ?? false;
}

/**
 * How many of `wanted` visits the schedule may hand out now, so that in the long run there is one an interval and never more than
 * a window's worth ahead. They are taken at once: two schedulers share the budget.
 */
export async function allot(domain: string, intervalMs: number, windowMs: number, wanted: number): Promise<number> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const now = context().now().getTime();
    const { data } = await domainPace().get({ domain }).go({ consistent: true });
    const was = data?.scheduledUntil;
    const start = Math.max(now, was ?? 0);
    const count = Math.min(wanted, Math.floor((now + windowMs - start) / intervalMs));
    if (count <= 0) return 0;
    const done = await unlessRefused(
      domainPace()
        .update({ domain })
        .set({ scheduledUntil: start + count * intervalMs })
        .where((pace, { notExists, eq }) => (was ? eq(pace.scheduledUntil, was) : notExists(pace.scheduledUntil)))
        .go({ response: "none" })
        .then(() => true),
    );
    if (done) return count;
  }
  return 0;
}

const STRETCH_EVERY_MS = 10 * 60_000;
const MAX_STRETCH_MIN = 30;

/** How much longer or shorter the domain's intervals are to be, adjusted every ten minutes by how its budget is used. */
export async function stretch(domain: string, use: Use): Promise<number> {
  const now = context().now().getTime();
  const { data } = await domainPace().get({ domain }).go();
  const before = data?.stretch ?? 1;
  const at = data?.stretchedAt;
  if (at !== undefined && now - at < STRETCH_EVERY_MS) return before;
  const minutes = at === undefined ? 0 : Math.min((now - at) / 60_000, MAX_STRETCH_MIN);
  const after = stretchAfter(before, use, minutes);
  const done = await unlessRefused(
    domainPace()
      .update({ domain })
      .set({ stretch: after, stretchedAt: now })
      .where(({ stretchedAt }, { notExists, eq }) => (at === undefined ? notExists(stretchedAt) : eq(stretchedAt, at)))
      .go({ response: "none" })
      .then(() => true),
  );
  return done ? after : before;
}
