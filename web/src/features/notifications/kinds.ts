import type { NotificationKind } from "@stylegence/contracts/notification";
import type { IconName } from "../shell/icons.ts";

export const KIND_ICONS: Record<NotificationKind, IconName> = {
  price_drop: "down",
  target_reached: "check",
  back_in_stock: "hanger",
  lowest_ever: "down",
  link_invited: "people",
  link_accepted: "people",
  family_invited: "people",
  family_joined: "people",
  family_changed: "people",
  export_ready: "share",
  payment: "check",
  membership: "check",
  points: "star",
  receipt: "check",
  review_prompt: "star",
  security: "shield",
};

export const KIND_LABELS: Record<NotificationKind, string> = {
  price_drop: "Price drop",
  target_reached: "Target price reached",
  back_in_stock: "Back in stock",
  lowest_ever: "Lowest price ever",
  link_invited: "Somebody wants to link with you",
  link_accepted: "Somebody linked with you",
  family_invited: "Invitation to a family group",
  family_joined: "Somebody joined a family group",
  family_changed: "A family group changed",
  export_ready: "Your data is ready",
  payment: "Payments and refunds",
  membership: "Your membership",
  points: "Points",
  receipt: "Receipts that you sent",
  review_prompt: "Reviews of what you bought",
  security: "Security of your account",
};
