import { getDocumentProxy } from "unpdf";

export const MAX_PAGES = 10;
/** Of a receipt; what is longer is none. */
const MAX_LINES = 500;
const MAX_CHARACTERS = 300;
/** Of its text, as it was drawn. A small file can be packed to hold millions, which nobody waits for. */
const MAX_PIECES = 20_000;

export interface Pdf {
  pages: number;
  /** Lines of its text; none where its pages are pictures. */
  lines: string[];
}

/** The text of a PDF that was looked into before. Null where it can't be read, or acts by itself after all. */
export async function readPdf(bytes: Uint8Array): Promise<Pdf | null> {
  try {
    // It takes the bytes over.
    const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    try {
      const [actions, attachments] = await Promise.all([document.getJSActions(), document.getAttachments()]);
      if (actions || attachments) return null;
      const pages = document.numPages;
      if (pages > MAX_PAGES) return { pages, lines: [] };
      const lines: string[] = [];
      for (let at = 1; at <= pages && lines.length < MAX_LINES; at++) {
        const pieces = await piecesOf(await document.getPage(at));
        if (!pieces) return null;
        lines.push(...linesOf(pieces));
      }
      return { pages, lines: lines.slice(0, MAX_LINES) };
    } finally {
      await document.loadingTask.destroy();
    }
  } catch {
    return null;
  }
}

interface Piece {
  str: string;
  width: number;
  /** The last two are its place: from the left, and from the bottom. */
  transform: number[];
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>["getPage"]>>;

/** What is drawn on a page, as it is found; null where that is beyond all measure, and the rest of it is not looked for. */
async function piecesOf(page: Page): Promise<Piece[] | null> {
  const reader = page.streamTextContent().getReader();
  const pieces: Piece[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return pieces;
    for (const item of value.items) if ("str" in item) pieces.push(item);
    if (pieces.length <= MAX_PIECES) continue;
    await reader.cancel(new Error("too much text"));
    return null;
  }
}

/** Text stands in pieces wherever it was drawn: what is as high is one line. */
function linesOf(pieces: readonly Piece[]): string[] {
  const rows = new Map<number, Piece[]>();
  for (const piece of pieces) {
    const height = Math.round((piece.transform[5] ?? 0) / 3);
    const near = [height, height - 1, height + 1].find((one) => rows.has(one)) ?? height;
    const row = rows.get(near);
    if (row) row.push(piece);
    else rows.set(near, [piece]);
  }
  return [...rows]
    .sort(([a], [b]) => b - a)
    .map(([, row]) => joined(row.sort((a, b) => left(a) - left(b))))
    .map((line) => line.replace(/\s+/g, " ").trim().slice(0, MAX_CHARACTERS))
    .filter(Boolean);
}

const left = ({ transform }: Piece): number => transform[4] ?? 0;

/** A word may be drawn in pieces; only what stands apart is another. */
function joined(row: readonly Piece[]): string {
  let text = "";
  let end = 0;
  for (const piece of row) {
    text += (left(piece) - end > 1 ? " " : "") + piece.str;
    end = left(piece) + piece.width;
  }
  return text;
}
