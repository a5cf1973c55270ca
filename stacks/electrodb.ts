import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** What ElectroDB calls of the document client; a test compares it with ElectroDB's source. */
export const DOCUMENT_COMMANDS = [
  "BatchGetCommand",
  "BatchWriteCommand",
  "DeleteCommand",
  "GetCommand",
  "PutCommand",
  "QueryCommand",
  "ScanCommand",
  "TransactGetCommand",
  "TransactWriteCommand",
  "UpdateCommand",
];

const SHELF = '(globalThis[Symbol.for("electrodb.commands")] ??= {})';
const REQUIRED = 'require("@aws-sdk/lib-dynamodb")';

const LAZY = "electrodb-when-needed";

/** What entity files import of it: it is loaded with the first entity that is built, and many a request needs none. */
const WHEN_NEEDED = `
const all = () => require("electrodb");
export class Entity { constructor(...given) { return new (all().Entity)(...given); } }
export function CustomAttributeType(base) { return all().CustomAttributeType(base); }
`;

/**
 * ElectroDB takes the document client by `require`, which makes esbuild keep every operation of DynamoDB. Instead it finds the ten
 * commands that it uses on a shelf, where the file that builds our entities puts them: 50 KB less a function.
 */
export const electrodb: Plugin = {
  name: "electrodb",
  setup(build) {
    build.onResolve({ filter: /^electrodb$/ }, ({ path, kind, resolveDir }) =>
      kind === "import-statement" ? { path, namespace: LAZY, pluginData: { resolveDir } } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: LAZY }, ({ pluginData }) => ({
      contents: WHEN_NEEDED,
      loader: "js",
      resolveDir: (pluginData as { resolveDir: string }).resolveDir,
    }));
    build.onLoad({ filter: /[\\/]electrodb[\\/]src[\\/]client\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      if (!source.includes(REQUIRED)) throw new Error(`${path} no longer says ${REQUIRED}.`);
      return { contents: source.replace(REQUIRED, SHELF), loader: "js" };
    });
    build.onLoad({ filter: /[\\/]packages[\\/]core[\\/]src[\\/]platform[\\/]table\.ts$/ }, async ({ path }) => {
      const names = DOCUMENT_COMMANDS.join(", ");
      const stocked = `import { ${names} } from "@aws-sdk/lib-dynamodb";\nObject.assign(${SHELF}, { ${names} });\n`;
      return { contents: stocked + (await readFile(path, "utf8")), loader: "ts" };
    });
  },
};
