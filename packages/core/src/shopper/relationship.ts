/** What one person is to another, as one of them says. */
export const RELATIONSHIPS = [
  "partner",
  "spouse",
  "child",
  "parent",
  "sibling",
  "relative",
  "friend",
  "other",
] as const;
export type Relationship = (typeof RELATIONSHIPS)[number];
