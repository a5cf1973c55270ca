/** By which ways a kind is told, where the shopper has not said otherwise. */
export interface KindDefaults {
  inApp: boolean;
  email: "off" | "now" | "digest";
  push: boolean;
}

export interface Kind {
  /** Of the mail's preheading and the settings page. */
  label: string;
  defaults: KindDefaults;
  /** May be collected into the daily mail. */
  digest: boolean;
  /** Shown and mailed whatever the settings say, and not held back by quiet hours. */
  always: boolean;
  /** A mail of which nobody knows whether it left is sent again: twice is better than never. */
  againInDoubt: boolean;
}

/** Asked for by wishing: it is sent at once, and to each device that was subscribed. */
const PRICE = { digest: true, always: false, againInDoubt: false } as const;
const SOCIAL = { digest: false, always: false, againInDoubt: false } as const;
/** What somebody waits for or must act on. */
const PERSONAL = { digest: false, always: false, againInDoubt: true } as const;

export const KINDS = {
  price_drop: { label: "Price drop", defaults: { inApp: true, email: "now", push: true }, ...PRICE },
  target_reached: { label: "Target price reached", defaults: { inApp: true, email: "now", push: true }, ...PRICE },
  back_in_stock: { label: "Back in stock", defaults: { inApp: true, email: "now", push: true }, ...PRICE },
  lowest_ever: { label: "Lowest price ever", defaults: { inApp: true, email: "now", push: true }, ...PRICE },
  link_invited: { label: "Somebody wants to link", defaults: { inApp: true, email: "now", push: true }, ...PERSONAL },
  link_accepted: { label: "Link accepted", defaults: { inApp: true, email: "off", push: false }, ...SOCIAL },
  family_invited: { label: "Family invitation", defaults: { inApp: true, email: "now", push: true }, ...PERSONAL },
  family_joined: { label: "Somebody joined", defaults: { inApp: true, email: "off", push: false }, ...SOCIAL },
  family_changed: { label: "Family changes", defaults: { inApp: true, email: "off", push: false }, ...SOCIAL },
  export_ready: { label: "Your data is ready", defaults: { inApp: true, email: "now", push: false }, ...PERSONAL },
  payment: { label: "Payment", defaults: { inApp: true, email: "now", push: false }, ...PERSONAL },
  membership: { label: "Membership", defaults: { inApp: true, email: "now", push: false }, ...PERSONAL },
  points: { label: "Points", defaults: { inApp: true, email: "off", push: false }, ...SOCIAL },
  receipt: { label: "Receipt", defaults: { inApp: true, email: "off", push: false }, ...SOCIAL },
  review_prompt: { label: "How was it?", defaults: { inApp: true, email: "off", push: false }, ...SOCIAL },
  security: {
    label: "Security",
    defaults: { inApp: true, email: "now", push: true },
    ...PERSONAL,
    always: true,
  },
} as const satisfies Record<string, Kind>;

export type NotificationKind = keyof typeof KINDS;
export const NOTIFICATION_KINDS = Object.keys(KINDS) as [NotificationKind, ...NotificationKind[]];

export function kindOf(name: NotificationKind): Kind {
  return KINDS[name];
}
