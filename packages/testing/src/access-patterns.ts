import { globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseConfig } from "@stylegence/core/platform/config";
import { run } from "@stylegence/core/platform/context";
import { holdings } from "@stylegence/core/privacy/registry";
import { root } from "@stylegence/local/parts/cache";
import { type AnyEntity, allEntities } from "../../core/test/personal.ts";
import { documentsAt } from "./table.ts";

export const FILE = "docs/access-patterns.md";

interface Source {
  file: string;
  text: string;
}

interface Declared {
  name: string;
  file: string;
  /** The function that gives the entity. */
  maker: string;
  about: string;
  entity: AnyEntity;
}

/** Everything of the product that may read or write the table. */
function sources(): Source[] {
  const files = globSync("{packages/core,packages/clients,functions}/src/**/*.ts", { cwd: root });
  return files
    .filter((file) => !/\.test\.ts$/.test(file))
    .sort()
    .map((file) => ({ file, text: readFileSync(path.join(root, file), "utf8") }));
}

async function declared(all: readonly Source[]): Promise<Declared[]> {
  const config = parseConfig({ TABLE_NAME: "none" });
  const documents = documentsAt("http://127.0.0.1:1");
  const context = { actor: { type: "public" as const }, config, documents, now: () => new Date(), newId: String };
  const entities = await run(context, allEntities);
  const models = all.filter(({ file }) => file.endsWith(".entity.ts"));
  return [...entities]
    .map(([name, entity]) => {
      const { file, text } = models.find((source) => source.text.includes(`entity: "${name}",`))!;
      const before = text.slice(0, text.indexOf(`entity: "${name}",`));
      const maker = [...before.matchAll(/export const (\w+) = lazily/g)].at(-1)![1]!;
      return { name, file, maker, entity, about: commentBefore(text, `export const ${maker} =`) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The doc comment that ends right above. */
function commentBefore(text: string, mark: string): string {
  const above = text.slice(0, text.indexOf(mark)).trimEnd();
  if (!above.endsWith("*/")) return "";
  return above
    .slice(above.lastIndexOf("/**"))
    .replace(/^\/\*\*|\*\/$|^\s*\* ?/gm, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** Files that call the maker in a way, among those that import it from its file; `as` renames are followed. */
function callers({ maker, file }: Declared, all: readonly Source[], call: (name: string) => RegExp): string[] {
  const base = path.basename(file);
  return all.flatMap((source) => {
    const imported = [...source.text.matchAll(/import (?:type )?\{([^}]*)\} from "([^"]+)"/g)]
      .filter(([, , from]) => path.basename(from!) === base || `${path.basename(from!)}.ts` === base)
      .flatMap(([, names]) => [...names!.matchAll(/(?:^|[\s,])(\w+)(?: as (\w+))?/g)]);
    const found = imported.find(([, name]) => name === maker);
    const own = source.file === file ? maker : found && (found[2] ?? found[1]!);
    return own && call(own).test(source.text) ? [short(source.file)] : [];
  });
}

const short = (file: string): string =>
  file.replace(/^packages\/(\w+)\/src\//, "$1/").replace(/^functions\/src\//, "functions/");
const list = (files: readonly string[]): string =>
  files.length === 0 ? "–" : [...new Set(files)].map((file) => `\`${file}\``).join(" ");

const READS = (index: string) => (name: string) =>
  new RegExp(
    `\\b${name}\\(\\)\\s*\\.query\\s*\\.${index}\\(|\\{ query \\} = ${name}\\(\\)[\\s\\S]*\\bquery\\.${index}\\(`,
  );
const GETS = (name: string) => new RegExp(`\\b${name}\\(\\)\\s*\\.get\\(`);
const WRITES = (name: string) => new RegExp(`\\b${name}\\(\\)\\s*\\.(put|create|patch|update|upsert|delete|remove)\\(`);

function sectionOf(one: Declared, all: readonly Source[]): string {
  const held = holdings.find(({ entity }) => entity === one.name);
  const rows = Object.entries(one.entity.schema.indexes).map(([name, index]) => {
    const key = `${index.pk.composite.join(" + ")} / ${index.sk.composite.join(" + ") || "–"}`;
    const readers = callers(one, all, READS(name));
    const gets = index.index ? [] : callers(one, all, GETS);
    const registry = held?.indexes.includes(name) ? ["core/privacy/registry.ts"] : [];
    const where = [index.index ?? "table", index.collection && `collection ${index.collection}`].filter(Boolean);
    return `| ${name} | ${where.join(", ")} | ${key} | ${list(gets)} | ${list([...readers, ...registry])} |`;
  });
  return `## ${one.name}

${one.about ? `${one.about}\n\n` : ""}\`${short(one.file)}\`. Written by ${list(callers(one, all, WRITES))}.

| index | where | key (partition / sort) | got by key in | queried in |
|---|---|---|---|---|
${rows.join("\n")}
`;
}

/** Readers of whole partitions without ElectroDB, whose models take longer to build than a product takes to read. */
function rawReaders(all: readonly Source[]): string {
  const found = all.filter(({ text }) => /\bnew QueryCommand\(|\beveryItem\(|\bnew (Batch)?GetCommand\(/.test(text));
  return found.map(({ file }) => `- \`${short(file)}\``).join("\n");
}

/** The page as it should be. */
export async function accessPatterns(): Promise<string> {
  const all = sources();
  const sections = (await declared(all)).map((one) => sectionOf(one, all));
  return `# Access patterns

Made from the entities and from who calls them by \`node packages/testing/src/access-patterns.ts\`; a test fails where it is out of date.
One table, three indexes with all attributes. Every read is by key or by a query of one partition: nothing scans, no role may, and a
test holds both. Names of files leave out \`packages/\` and \`src/\`.

Read without the entity's model, by key all the same:

${rawReaders(all)}

${sections.join("\n")}`;
}

if (import.meta.main) writeFileSync(path.join(root, FILE), await accessPatterns());
