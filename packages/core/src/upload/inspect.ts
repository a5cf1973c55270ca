import { fileTypeFromBuffer } from "file-type";

export type Verdict = { ok: true; contentType: string } | { ok: false; reason: string };

const refused = (reason: string): Verdict => ({ ok: false, reason });

const EICAR = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE";
/** First bytes of what a machine would run. */
const PROGRAMS = [
  "MZ",
  "\x7fELF",
  "#!",
  "\xca\xfe\xba\xbe",
  "\xcf\xfa\xed\xfe",
  "\xce\xfa\xed\xfe",
  "\xfe\xed\xfa",
  "dex\n",
];
/** What has no place in a picture, wherever it stands: long enough that chance does not make it. */
const SCRIPTS = /<script|<\?php|<!doctype\s+html|<html[\s>]|javascript:|%pdf-1|<svg[\s>]/i;
const ARCHIVES = /zip|rar|7z|gzip|x-tar|bzip|xz|zstd|cab|compress|archive|java-vm|debian|rpm|apple-diskimage|iso/;
/** An archive is read from its end: it may hang behind any other file. */
const END_OF_ZIP = "PK\x05\x06";
const ZIP_TAIL = 65_600;

/**
 * What a file is by its own bytes, and whether it may be kept: of a type that was declared and is allowed, and shaped like nothing that
 * does harm. The reason is for people. Pictures are made anew and PDFs looked into afterwards.
 */
export async function inspect(bytes: Uint8Array, declared: string): Promise<Verdict> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (text.includes(EICAR)) return refused("This file looks harmful.");
  if (PROGRAMS.some((start) => text.startsWith(start)))
    return refused("This is a program, not a picture or a receipt.");
  const found = (await fileTypeFromBuffer(bytes))?.mime ?? null;
  if (found && ARCHIVES.test(found)) return refused("This is an archive. Send the picture or PDF itself.");
  if (found !== declared) return refused(mismatch(found, text));
  if (text.slice(-ZIP_TAIL).includes(END_OF_ZIP)) return refused("Something else is hidden in this file.");
  const isPicture = found.startsWith("image/");
  if (isPicture && SCRIPTS.test(text)) return refused("Something else is hidden in this picture.");
  if (found === "application/pdf" && !text.startsWith("%PDF-")) return refused("This PDF begins with something else.");
  return { ok: true, contentType: found };
}

function mismatch(found: string | null, text: string): string {
  if (/^\s*(<\?xml|<svg|<!doctype|<html)/i.test(text.slice(0, 500))) return "Web pages and drawings can't be sent.";
  if (!found) return "This is no picture or PDF that we can read.";
  return `This is not the type of file that was announced (${found}).`;
}
