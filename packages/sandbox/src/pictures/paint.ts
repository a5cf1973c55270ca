type Rgb = [r: number, g: number, b: number];

export const rgbOf = (hex: string): Rgb => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16)) as Rgb;

const hexOf = (rgb: Rgb): string =>
  `#${rgb
    .map((v) =>
      Math.max(0, Math.min(255, Math.round(v)))
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;

/** `share` of `b` in `a`, from 0 to 1. */
export function mix(a: string, b: string, share: number): string {
  const [x, y] = [rgbOf(a), rgbOf(b)];
  return hexOf(x.map((v, i) => v + ((y[i] as number) - v) * share) as Rgb);
}

export const darker = (hex: string, share: number): string => mix(hex, "#0d0714", share);
export const lighter = (hex: string, share: number): string => mix(hex, "#fffaf0", share);

/** Perceived lightness from 0 to 1. */
export function lightness(hex: string): number {
  const [r, g, b] = rgbOf(hex);
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255;
}

/** The angle on the colour wheel in degrees, and how far from grey, from 0 to 1. */
export function hue(hex: string): { angle: number; chroma: number } {
  const [r, g, b] = rgbOf(hex).map((v) => v / 255) as Rgb;
  const most = Math.max(r, g, b);
  const span = most - Math.min(r, g, b);
  if (span === 0) return { angle: 0, chroma: 0 };
  const sector = most === r ? ((g - b) / span) % 6 : most === g ? (b - r) / span + 2 : (r - g) / span + 4;
  return { angle: (sector * 60 + 360) % 360, chroma: span };
}
