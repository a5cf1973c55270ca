const LETTERS = ["3XS", "XXS", "2XS", "XS", "S", "M", "L", "XL", "XXL", "2XL", "3XL", "4XL", "5XL", "6XL"];

/** Orders size labels: letters from small to large, then numbers, then words. */
export function compareSizes(a: string, b: string): number {
  const [left, right] = [rankOf(a), rankOf(b)];
  return left[0] - right[0] || left[1] - right[1] || a.localeCompare(b, "en-IN", { numeric: true });
}

function rankOf(label: string): [kind: number, place: number] {
  const letter = LETTERS.indexOf(label.toUpperCase());
  if (letter >= 0) return [0, letter];
  const number = Number.parseFloat(label);
  return Number.isNaN(number) ? [2, 0] : [1, number];
}
