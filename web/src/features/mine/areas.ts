import type { IconName } from "../shell/icons.ts";

interface Area {
  href: string;
  label: string;
  icon: IconName;
}

/** The pages that are a shopper's own, in the order in which they are offered. */
export const AREAS: Area[] = [
  { href: "/dashboard", label: "Dashboard", icon: "home" },
  { href: "/wishlist", label: "Wishlist", icon: "heart" },
  { href: "/notifications", label: "Notifications", icon: "bell" },
  { href: "/family", label: "Family", icon: "people" },
  { href: "/purchases", label: "Purchases", icon: "hanger" },
  { href: "/membership", label: "Membership", icon: "star" },
  { href: "/rewards", label: "Points", icon: "gift" },
  { href: "/payments", label: "Payments", icon: "card" },
  { href: "/profile", label: "Profile", icon: "account" },
  { href: "/measurements", label: "Measurements", icon: "ruler" },
  { href: "/privacy", label: "Privacy", icon: "shield" },
];
