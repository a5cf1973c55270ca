import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Extras, synth } from "../synth.ts";

export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
}

export interface StageUnderTest {
  resources: Record<string, Resource>;
  outputs: Record<string, { Value: unknown }>;
  terminationProtection: boolean;
  /** What aspects said against it. */
  messages: string[];
  /** Where its bundles lie. */
  dir: string;
}

/** A site of two files: the templates do not depend on what the pages say. */
function fixtureSite(): string {
  const dist = path.resolve(".sst/test/site");
  rmSync(dist, { recursive: true, force: true });
  for (const dir of ["client/_astro", "server"]) mkdirSync(path.join(dist, dir), { recursive: true });
  writeFileSync(path.join(dist, "client/robots.txt"), "User-agent: *\n");
  writeFileSync(path.join(dist, "client/_astro/a.css"), "a{}\n");
  writeFileSync(path.join(dist, "server/entry.mjs"), "export const handler = async () => ({ statusCode: 200 });\n");
  return dist;
}

/** The synthesised template of a stage. */
export async function stageUnderTest(stage: string, extras: Extras = {}): Promise<StageUnderTest> {
  process.env.SITE_DIST ??= fixtureSite();
  const dir = path.resolve(".sst/test", stage);
  const [main] = (await synth(stage, dir, extras)).stacks;
  if (!main) throw new Error("No stack was made.");
  const template = main.template as { Resources: Record<string, Resource>; Outputs: StageUnderTest["outputs"] };
  return {
    resources: template.Resources,
    outputs: template.Outputs,
    terminationProtection: main.terminationProtection ?? false,
    messages: main.messages
      .filter(({ level }) => level === "error" || level === "warning")
      .map(({ id, entry }) => `${id}: ${String(entry.data)}`),
    dir,
  };
}
