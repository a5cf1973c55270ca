import { SaxesParser } from "saxes";

export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void;
  text(text: string): void;
  close(name: string): void;
}

/** A list has no use for entities of its own: they are how a small document becomes a large one, or reads files. */
export class DeclaresEntities extends Error {
  override readonly message = "The document declares entities of its own.";
}

const MAX_DEPTH = 64;

/**
 * Reads XML piece by piece. Entities beyond the five of XML are never expanded, and broken markup is read on as far as it
 * goes. `write` and `end` throw `DeclaresEntities` where such a document is refused, and nothing else.
 */
export function xmlReader(
  handler: XmlHandler,
  options: { refuseEntities?: boolean } = {},
): { write(text: string): void; end(): void } {
  const parser = new SaxesParser({ position: true, fragment: false });
  let depth = 0;
  parser.on("error", () => {});
  parser.on("opentag", ({ name, attributes }) => {
    depth++;
    if (depth <= MAX_DEPTH) handler.open(name, attributes as Record<string, string>, parser.line);
  });
  parser.on("text", (text) => {
    if (depth <= MAX_DEPTH) handler.text(text);
  });
  parser.on("cdata", (text) => {
    if (depth <= MAX_DEPTH) handler.text(text);
  });
  parser.on("closetag", ({ name }) => {
    if (depth <= MAX_DEPTH) handler.close(name);
    depth--;
  });
  let dead = false;
  parser.on("doctype", (doctype) => {
    if (options.refuseEntities && /<!ENTITY/i.test(doctype)) throw new DeclaresEntities();
  });
  const safely = (action: () => unknown) => {
    if (dead) return;
    try {
      action();
    } catch (error) {
      if (error instanceof DeclaresEntities) throw error;
      // The parser gives up only after the end of its document; nothing is to be had there.
      dead = true;
    }
  };
  return { write: (text) => safely(() => parser.write(text)), end: () => safely(() => parser.close()) };
}
