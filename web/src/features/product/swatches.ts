/** A dot for each colour family of the catalogue. Unknown ones get none. */
const SWATCHES: Record<string, string> = {
  black: "#1d1a1e",
  white: "#fbfaf7",
  grey: "#8f8d92",
  silver: "linear-gradient(135deg, #dfe1e5, #9fa3ab)",
  beige: "#dcc8a8",
  cream: "#f6ecd6",
  brown: "#7a4f34",
  tan: "#c08a58",
  red: "#c0232c",
  maroon: "#6e1527",
  pink: "#ec8fb2",
  orange: "#e7792b",
  peach: "#f8c2a0",
  yellow: "#f1c232",
  mustard: "#c9941c",
  gold: "linear-gradient(135deg, #f1d98a, #a97e24)",
  green: "#2f7d4f",
  olive: "#6f7138",
  teal: "#13706e",
  turquoise: "#3bb8b4",
  blue: "#2f5fb3",
  navy: "#1c2a52",
  purple: "#6b3f99",
  lavender: "#b9a6dd",
  multi: "conic-gradient(#c0232c, #f1c232, #2f7d4f, #2f5fb3, #6b3f99, #c0232c)",
  multicolour: "conic-gradient(#c0232c, #f1c232, #2f7d4f, #2f5fb3, #6b3f99, #c0232c)",
};

/** CSS for the dot of a colour family, or null. */
export function swatchOf(colour: string): string | null {
  return SWATCHES[colour.toLowerCase()] ?? null;
}
