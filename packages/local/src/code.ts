import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { LambdaClient, paginateListFunctions, UpdateFunctionCodeCommand } from "@aws-sdk/client-lambda";
import { zipSync } from "fflate";
import { emulated } from "./layout.ts";
import { resourcesOf } from "./stage.ts";

/** The code of a stage's functions, by the source file that each names in its description. */
export class Code {
  readonly stage: string;
  readonly emulator: string;
  private readonly names: Map<string, string[]>;

  private constructor(stage: string, emulator: string, names: Map<string, string[]>) {
    this.stage = stage;
    this.emulator = emulator;
    this.names = names;
  }

  static async load(stage: string, emulator: string): Promise<Code> {
    const resources = await resourcesOf(stage, emulator);
    const ours = new Set(resources.map(({ PhysicalResourceId }) => PhysicalResourceId));
    const names = new Map<string, string[]>();
    for await (const { Functions = [] } of paginateListFunctions(
      { client: new LambdaClient(emulated(emulator)) },
      {},
    )) {
      for (const { FunctionName = "", Description = "" } of Functions) {
        if (ours.has(FunctionName)) names.set(Description, [...(names.get(Description) ?? []), FunctionName]);
      }
    }
    return new Code(stage, emulator, names);
  }

  /** Source files of the functions that we bundle. */
  entries(): string[] {
    return [...this.names.keys()].filter((name) => name.endsWith(".ts"));
  }

  /** Puts a folder in place of the code of the functions made from `entry`. */
  async replace(entry: string, dir: string): Promise<void> {
    const client = new LambdaClient(emulated(this.emulator));
    const ZipFile = zipSync(contents(dir), { level: 1 });
    for (const FunctionName of this.names.get(entry) ?? []) {
      await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
    }
  }
}

function contents(dir: string): Record<string, Uint8Array> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(dir, file), readFileSync(file)];
    }),
  );
}
