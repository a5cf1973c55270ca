import type { KindSettings, NotificationKind, NotificationSettings } from "@stylegence/contracts/notification";

export const GROUPS: { title: string; kinds: NotificationKind[] }[] = [
  { title: "Wishlist", kinds: ["price_drop", "target_reached", "back_in_stock", "lowest_ever"] },
  {
    title: "Family and links",
    kinds: ["family_invited", "family_joined", "family_changed", "link_invited", "link_accepted"],
  },
  { title: "Money and trust", kinds: ["payment", "membership", "points", "receipt", "review_prompt"] },
  { title: "Account", kinds: ["export_ready", "security"] },
];

/** As the API has them: the contract's own lists would bring its schemas along. */
const DIGEST: NotificationKind[] = ["price_drop", "target_reached", "back_in_stock", "lowest_ever"];
const ALWAYS: NotificationKind[] = ["security"];

export const EMAIL_LABELS: Record<KindSettings["email"], string> = {
  now: "At once",
  digest: "Once a day",
  off: "Off",
};

export function isAlways(kind: NotificationKind): boolean {
  return ALWAYS.includes(kind);
}

export function emailChoices(kind: NotificationKind): KindSettings["email"][] {
  if (isAlways(kind)) return ["now"];
  return DIGEST.includes(kind) ? ["now", "digest", "off"] : ["now", "off"];
}

export function withKind(
  settings: NotificationSettings,
  name: NotificationKind,
  kind: KindSettings,
): NotificationSettings {
  return { ...settings, kinds: { ...settings.kinds, [name]: kind } };
}

/** "12 am" to "11 pm". */
export function clockHours(): string[] {
  return Array.from({ length: 24 }, (_, hour) => `${hour % 12 || 12} ${hour < 12 ? "am" : "pm"}`);
}

/** Time zones to choose from, with the one that is chosen. */
export function zonesWith(chosen: string): string[] {
  const zones = Intl.supportedValuesOf("timeZone");
  return zones.includes(chosen) ? zones : [chosen, ...zones];
}
