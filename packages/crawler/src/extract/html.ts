import { type Document, DomHandler } from "domhandler";
import { Parser } from "htmlparser2";

/** No page nests deeper by design, and parsing takes time with the square of the depth. */
const MAX_DEPTH = 3000;

class TooDeep extends Error {}

class BoundedHandler extends DomHandler {
  #depth = 0;

  override onopentag(name: string, attributes: Record<string, string>): void {
    if (++this.#depth > MAX_DEPTH) throw new TooDeep();
    super.onopentag(name, attributes);
  }

  override onclosetag(): void {
    this.#depth--;
    super.onclosetag();
  }
}

/** The tree of a page, as far as it can be read in bounded time. Never throws. */
export function parseHtml(html: string): Document {
  const handler = new BoundedHandler();
  try {
    new Parser(handler, { decodeEntities: true }).end(html);
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
  }
  return handler.root;
}
