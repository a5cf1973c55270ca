/** The thirteenth digit that GS1 asks for after the first twelve. */
export function checkDigit(twelve: string): number {
  const sum = [...twelve].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10;
}

/** A GTIN-13 of an Indian company: 890, the company, the item. */
export function gtin13(company: number, item: number): string {
  const twelve = `890${String(company % 100_000).padStart(5, "0")}${String(item % 10_000).padStart(4, "0")}`;
  return `${twelve}${checkDigit(twelve)}`;
}
