import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

const FILES = /@aws-sdk[\\/](nested-)?client[^\\/]*[\\/].*schemas_\d+\.js$/;

/** Of this service we look at what an error holds besides its name: why a transaction was cancelled. */
const WITH_ERRORS = /client-dynamodb/;

/**
 * The SDK describes every operation of a service in one file, in ways that keep esbuild from dropping those that nobody calls:
 * some 50 KB a service. This rewrites the file so that it may.
 */
export const sdkSchemas: Plugin = {
  name: "sdk-schemas",
  setup(build) {
    build.onLoad({ filter: FILES }, async ({ path }) => {
      const source = spellOut(await readFile(path, "utf8"));
      return { contents: WITH_ERRORS.test(path) ? source : withoutErrors(source), loader: "js" };
    });
  },
};

/** Computed keys that name a string constant of the file, as that string: computing a key could do something, a string cannot. */
export function spellOut(source: string): string {
  const constants = new Map(
    [...source.matchAll(/^const (_\w*) = ("[^"\n]*");$/gm)].map(([, name, value]) => [name, value]),
  );
  return source.replace(/\[(_\w*)\]:/g, (key, name: string) => (constants.has(name) ? `${constants.get(name)}:` : key));
}

/** Without a class for each error: the SDK then throws the service's own, with the error's name, message and metadata. */
export function withoutErrors(source: string): string {
  return source.replace(/^n0_registry\.registerError\(.*\);$/gm, "");
}
