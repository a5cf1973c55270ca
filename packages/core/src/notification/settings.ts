import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { actingShopper } from "../shopper/shopper.ts";
import { type KindDefaults, kindOf, NOTIFICATION_KINDS, type NotificationKind } from "./kind.ts";
import { notificationSettings, type StoredSettings } from "./settings.entity.ts";
import * as Waiting from "./waiting.ts";
import { nextHour, quietUntil } from "./zone.ts";

export interface Settings {
  kinds: Record<NotificationKind, KindDefaults>;
  quietHours: { from: string; to: string } | null;
  /** 0 to 23, by the clock of the zone. */
  digestHour: number;
  /** IANA name. */
  timeZone: string;
}

const DIGEST_HOUR = 9;
const TIME_ZONE = "Asia/Kolkata";

/** The settings of a shopper; what they have not said is as by default. */
export async function find(userId: string): Promise<Settings> {
  return settingsOf(await storedOf(userId));
}

async function storedOf(userId: string): Promise<StoredSettings | null> {
  const { data } = await notificationSettings().get({ userId }).go({ consistent: true });
  return data;
}

/** The settings of the acting shopper. */
export function get(): Promise<Settings> {
  return find(actingShopper());
}

function settingsOf(stored: StoredSettings | null): Settings {
  const said = stored?.kinds ?? {};
  const kinds = Object.fromEntries(
    NOTIFICATION_KINDS.map((kind) => [kind, { ...kindOf(kind).defaults, ...said[kind] }]),
  ) as Settings["kinds"];
  return {
    kinds,
    quietHours: stored?.quietFrom && stored.quietTo ? { from: stored.quietFrom, to: stored.quietTo } : null,
    digestHour: stored?.digestHour ?? DIGEST_HOUR,
    timeZone: stored?.timeZone ?? TIME_ZONE,
  };
}

/** Kinds that are not shown on the site. */
export function hiddenKinds({ kinds }: Settings): NotificationKind[] {
  return NOTIFICATION_KINDS.filter((kind) => !kinds[kind].inApp);
}

/** Replaces the acting shopper's settings. Throws `invalid` naming each field that can't be. */
export async function put(settings: Settings): Promise<Settings> {
  const userId = actingShopper();
  const fields = faultsOf(settings);
  if (fields.length > 0) throw new DomainError("invalid", "These settings can't be kept.", { fields });
  await putOf(userId, settings).go();
  await rearrange(userId, settings);
  return settings;
}

/** Changes a shopper's settings, whoever asks: no field of theirs may be new. */
export async function change(userId: string, changed: (settings: Settings) => Settings): Promise<void> {
  await onConflict(async () => {
    const stored = await storedOf(userId);
    const put = putOf(userId, changed(settingsOf(stored))).where(({ updatedAt }, { eq, notExists }) =>
      stored ? eq(updatedAt, stored.updatedAt) : notExists(updatedAt),
    );
    if (!(await unlessRefused(put.go()))) throw new DomainError("conflict", "The settings changed meanwhile.");
  });
}

/** What waits for the old settings waits for the new ones. */
async function rearrange(userId: string, { quietHours, digestHour, timeZone }: Settings): Promise<void> {
  const now = context().now();
  await Promise.all([
    Waiting.move(userId, "quiet", quietUntil(quietHours, timeZone, now) ?? now),
    Waiting.move(userId, "digest", nextHour(digestHour, timeZone, now)),
  ]);
}

function putOf(userId: string, { kinds, quietHours, digestHour, timeZone }: Settings) {
  return notificationSettings().put({
    userId,
    kinds: differing(kinds),
    quietFrom: quietHours?.from,
    quietTo: quietHours?.to,
    digestHour,
    timeZone,
    updatedAt: context().now().toISOString(),
  });
}

function differing(kinds: Settings["kinds"]): Partial<Settings["kinds"]> {
  const entries = NOTIFICATION_KINDS.map((kind) => [kind, kinds[kind]] as const).filter(([kind, wanted]) => {
    const { inApp, email, push } = kindOf(kind).defaults;
    return wanted.inApp !== inApp || wanted.email !== email || wanted.push !== push;
  });
  return Object.fromEntries(entries);
}

function faultsOf({ kinds, quietHours, timeZone }: Settings) {
  const fields: { field: string; message: string }[] = [];
  if (!isZone(timeZone)) fields.push({ field: "timeZone", message: "is not a known time zone" });
  if (quietHours && quietHours.from === quietHours.to) {
    fields.push({ field: "quietHours.to", message: "must differ from the beginning" });
  }
  for (const kind of NOTIFICATION_KINDS) {
    const { always, digest } = kindOf(kind);
    const { inApp, email } = kinds[kind];
    if (always && !inApp) fields.push({ field: `kinds.${kind}.inApp`, message: "can't be turned off" });
    if (always && email !== "now") fields.push({ field: `kinds.${kind}.email`, message: "can't be turned off" });
    if (!digest && email === "digest")
      fields.push({ field: `kinds.${kind}.email`, message: "can't wait for a digest" });
  }
  return fields;
}

/** Names only: an offset would not know of summer time. */
function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
