export const VIEWS = ["front", "detail", "flat"] as const;
export type View = (typeof VIEWS)[number];
