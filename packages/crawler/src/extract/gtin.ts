/**
 * The GTIN in a text, digits only (8, 12, 13 or 14; an ISBN-10 as its ISBN-13). Null when there is none or its check
 * digit is wrong: a wrong GTIN would join two garments.
 */
export function gtinOf(text: string | null | undefined): string | null {
  if (!text) return null;
  const bare = text
    .replace(/^(?:urn:)?\s*(?:gtin|ean|upc|isbn)(?:[-\s]?\d{1,2}(?=\s*[:\s]))?\s*[:#]?\s*/i, "")
    .replace(/[\s\u00a0-]/g, "")
    .replace(/^[^\dxX]+|[^\dxX]+$/g, "");
  if (/^\d{9}[\dXx]$/.test(bare)) return fromIsbn10(bare);
  return isGtin(bare) ? bare : null;
}

export function isGtin(digits: string): boolean {
  if (!/^(?:\d{8}|\d{12,14})$/.test(digits) || /^0+$/.test(digits)) return false;
  return checkDigit(digits.slice(0, -1)) === digits.at(-1);
}

/** A number of a shop's own range (leading 2, or 02/04 in a UPC) says nothing outside of it. */
export function isShared(gtin: string): boolean {
  return !/^(?:2\d{12}|2\d{7}|0?[24]\d{11})$/.test(gtin.replace(/^0(?=\d{13}$)/, ""));
}

function checkDigit(digits: string): string {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}

function fromIsbn10(isbn: string): string | null {
  const sum = [...isbn.toUpperCase()].reduce(
    (total, char, index) => total + (char === "X" ? 10 : Number(char)) * (10 - index),
    0,
  );
  const body = `978${isbn.slice(0, 9)}`;
  return sum % 11 === 0 ? body + checkDigit(body) : null;
}
