import { strFromU8, unzipSync } from "fflate";

/** The files of a zip as text, by name. */
export function unzip(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, file]) => [name, strFromU8(file)]));
}
