import { parseConfig } from "@stylegence/core/platform/config";
import { run } from "@stylegence/core/platform/context";
import { newId } from "@stylegence/core/platform/ids";
import { documentsAt } from "../src/table.ts";
import { visitAll } from "./visiting.ts";

/** A crawl worker as a process of its own, to be killed: visits what its environment names and ends with 0. */
const { DYNAMO_URL = "", NOW = "", IDS = "[]" } = process.env;
const offsetMs = Date.parse(NOW) - Date.now();
const now = () => new Date(Date.now() + offsetMs);

const left = await run(
  {
    actor: { type: "system", name: "worker" },
    config: parseConfig(process.env),
    documents: documentsAt(DYNAMO_URL),
    now,
    newId: (prefix) => newId(prefix, now().getTime()),
  },
  () => visitAll(JSON.parse(IDS) as string[]),
);
process.exit(left.length > 0 ? 1 : 0);
