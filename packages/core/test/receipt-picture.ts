import sharp from "sharp";

/** What a shop prints: lines in one width of letters, dark on white. */
export async function drawReceipt(lines: readonly string[]): Promise<Buffer> {
  const rows = lines.map((line, at) => `<text xml:space="preserve" x="40" y="${70 + at * 48}">${escaped(line)}</text>`);
  const height = lines.length * 48 + 80;
  const font = 'font-family="DejaVu Sans Mono, Liberation Mono, monospace" font-size="28"';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="${height}"><rect width="100%" height="100%" fill="#fff"/><g ${font}>${rows.join("")}</g></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A PDF of one page with these lines; `objects` are added to it as they are. */
export function drawPdf(lines: readonly string[], objects: readonly string[] = []): Buffer {
  const shown = lines.map((line, at) => `1 0 0 1 50 ${760 - at * 18} Tm (${line.replace(/[()\\]/g, "\\$&")}) Tj`);
  const content = `BT /F1 12 Tf\n${shown.join("\n")}\nET`;
  const parts = [
    "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj",
    "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj",
    "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj",
    `4 0 obj\n<< /Length ${content.length} >>\nstream\n${content}\nendstream\nendobj`,
    "5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>\nendobj",
    ...objects.map((body, at) => `${6 + at} 0 obj\n${body}\nendobj`),
  ];
  let text = "%PDF-1.7\n";
  const places = parts.map((part) => {
    const at = text.length;
    text += `${part}\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const size = parts.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${places.join("")}`;
  return Buffer.from(
    `${text}${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    "latin1",
  );
}
