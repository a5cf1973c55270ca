import type { BodyMetrics } from "@stylegence/contracts/metrics";
import type { Fit, MyReview, Review, ReviewSummary, Verification } from "@stylegence/contracts/review";

export const FIT_WORDS: Record<Fit, string> = {
  runs_small: "Runs small",
  true_to_size: "True to size",
  runs_large: "Runs large",
};
export const FITS = Object.keys(FIT_WORDS) as Fit[];

/** What a badge says of how the purchase is known. */
export const VERIFIED_WORDS: Record<Verification, string> = {
  affiliate: "Bought through Stylegence",
  marketplace: "Bought, says the shop",
  receipt_upload: "Bought, shown by a receipt",
  self_report: "Says that they bought it",
};

/** Whether a badge stands for proof, and not for the author's word. */
export const isProof = (verified: Verification | null): boolean => verified !== null && verified !== "self_report";

/** Hundredths of stars, 433, as "4.3". */
export function average(hundredths: number): string {
  const tenths = Math.floor((hundredths + 5) / 10);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

export const starsText = (rating: number): string => `${rating} of 5 stars`;

export const countText = (count: number): string => (count === 1 ? "1 review" : `${count} reviews`);

export type FitCounts = Pick<ReviewSummary["fitBySize"][number], Fit>;

export const fitTotal = (counts: FitCounts): number => FITS.reduce((sum, fit) => sum + counts[fit], 0);

/** What most say of the fit, "7 of 9 say: true to size"; empty where nobody says anything, and where opinions are as many. */
export function fitText(counts: FitCounts): string {
  const [first, second] = FITS.toSorted((a, b) => counts[b] - counts[a]);
  if (!first || !second || counts[first] === counts[second]) return "";
  return `${counts[first]} of ${fitTotal(counts)} say: ${FIT_WORDS[first].toLowerCase()}`;
}

/** Share of a whole in whole per cent, for a bar. */
export const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part * 100) / whole));

const BODY_WORDS: Record<NonNullable<BodyMetrics["bodyType"]>, string> = {
  pear: "Pear",
  apple: "Apple",
  hourglass: "Hourglass",
  rectangle: "Rectangle",
  inverted_triangle: "Inverted triangle",
  petite: "Petite",
  tall: "Tall",
  plus: "Plus size",
  athletic: "Athletic",
};
export const bodyText = (bodyType: keyof typeof BODY_WORDS): string => BODY_WORDS[bodyType];

/** What an author shows of themselves, "Pear, 162 cm, 58 kg"; empty for nothing. */
export function metricsText(metrics: Review["metrics"]): string {
  if (!metrics) return "";
  const { bodyType, heightCm, weightKg, bustCm, waistCm, hipsCm } = metrics;
  const of = (name: string, value: number | null, unit: string) => (value === null ? [] : [`${name}${value} ${unit}`]);
  return [
    ...(bodyType ? [bodyText(bodyType)] : []),
    ...of("", heightCm, "cm"),
    ...of("", weightKg, "kg"),
    ...of("bust ", bustCm, "cm"),
    ...of("waist ", waistCm, "cm"),
    ...of("hips ", hipsCm, "cm"),
  ].join(", ");
}

/** What was bought, "Size M, blue"; empty where it is not said. */
export function boughtText({ size, colour }: Pick<Review, "size" | "colour">): string {
  return [size ? `Size ${size.label}` : "", colour ?? ""].filter(Boolean).join(", ");
}

const REASON_WORDS: Record<NonNullable<MyReview["reason"]>, string> = {
  language: "We could not tell what language it is in.",
  repeated: "It says what another review says, word for word.",
  unclear: "It does not say anything about the product.",
  picture: "One of its pictures can't be shown.",
  rules: "It breaks the rules for reviews.",
};

/** Where an author's review stands, in a sentence or two. */
export function standingText({ state, reason }: Pick<MyReview, "state" | "reason">): string {
  const why = reason ? ` ${REASON_WORDS[reason]}` : "";
  switch (state) {
    case "checking":
      return "It is being looked at, and shows in a moment.";
    case "pending_translation":
      return "It waits to be translated into English, and shows then.";
    case "held":
      return `Somebody of ours looks at it before it shows.${why}`;
    case "published":
      return "Everybody can read it.";
    case "refused":
      return `It could not be published.${why}`;
    case "removed":
      return `We took it down.${why}`;
    case "superseded":
      return "A newer review of yours stands in its place.";
    case "withdrawn":
      return "You withdrew it.";
  }
}

const STANDING = new Set<MyReview["state"]>(["checking", "pending_translation", "held", "published"]);

/** The author's one review that counts or may yet: another can be written only when there is none. */
export const standingOf = (mine: readonly MyReview[]): MyReview | null =>
  mine.find(({ state }) => STANDING.has(state)) ?? null;

/** What it was last refused or taken down for, for who writes again. */
export const refusedOf = (mine: readonly MyReview[]): MyReview | null =>
  mine[0] && (mine[0].state === "refused" || mine[0].state === "removed") ? mine[0] : null;
