import type { Paper, Text } from "./receipt.ts";

const WIDTH = 595;
const SCALE = WIDTH / 1000;

/** How wide Helvetica's letters are, in thousandths of their size: what is not here is 556. */
const WIDTHS: [letters: string, width: number][] = [
  ["il'", 222],
  [" .,:;/ftI!|-()", 290],
  ["crskvxyzJ", 500],
  ["ABEKPSVXY&", 667],
  ["CDHNRUw", 722],
  ["GOQ", 778],
  ["mM", 833],
];
const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (WIDTHS.find(([letters]) => letters.includes(letter))?.[1] ?? 556), 0) / 1000;

/** Text as a PDF string in Latin letters. */
const literal = (text: string): string =>
  `(${text.replace(/[^\x20-\x7e\xa0-\xff]/g, "?").replace(/[\\()]/g, (sign) => `\\${sign}`)})`;

const points = (value: number): string => (value * SCALE).toFixed(2);

function shown({ x, y, size, text, bold, end }: Text, height: number): string {
  const left = end ? x - widthOf(text) * size * (bold ? 1.06 : 1) : x;
  return `BT /${bold ? "B" : "R"} ${points(size)} Tf ${points(left)} ${points(height - y)} Td ${literal(text)} Tj ET`;
}

/** A document of one page, in the two fonts that every reader has. */
export function writePdf({ texts, rules, height }: Paper): Buffer {
  const content = [
    ...rules.map((y) => `0.6 G ${points(60)} ${points(height - y)} m ${points(940)} ${points(height - y)} l S`),
    ...texts.map((text) => shown(text, height)),
  ].join("\n");
  const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${points(height)}] /Contents 4 0 R /Resources << /Font << /R 5 0 R /B 6 0 R >> >> >>`,
    `<< /Length ${Buffer.byteLength(content, "latin1")} >>\nstream\n${content}\nendstream`,
    font("Helvetica"),
    font("Helvetica-Bold"),
  ];
  const parts = ["%PDF-1.4\n"];
  const offsets: number[] = [];
  for (const [n, object] of objects.entries()) {
    offsets.push(Buffer.byteLength(parts.join(""), "latin1"));
    parts.push(`${n + 1} 0 obj\n${object}\nendobj\n`);
  }
  const start = Buffer.byteLength(parts.join(""), "latin1");
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`);
  parts.push(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return Buffer.from(parts.join(""), "latin1");
}
