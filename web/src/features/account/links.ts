/** Where the user menu leads. */
export const ACCOUNT_LINKS = [
  { href: "/dashboard", label: "Dashboard" },
  { href: "/wishlist", label: "Wishlist" },
  { href: "/family", label: "Family" },
  { href: "/membership", label: "Membership" },
  { href: "/notifications", label: "Notifications" },
  { href: "/profile", label: "Profile" },
  { href: "/privacy", label: "Privacy" },
  { href: "/account", label: "Name, e-mail and password" },
];
