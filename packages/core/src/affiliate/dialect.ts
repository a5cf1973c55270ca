import { admitad } from "./dialects/admitad.ts";
import { awin } from "./dialects/awin.ts";
import { cj } from "./dialects/cj.ts";
import { cuelinks } from "./dialects/cuelinks.ts";
import { impact } from "./dialects/impact.ts";
import { rakuten } from "./dialects/rakuten.ts";
import { template } from "./dialects/template.ts";
import type { DialectName } from "./network.ts";
import type { Dialect } from "./report.ts";

const BY_NAME: Readonly<Record<DialectName, Dialect>> = { admitad, awin, cuelinks, impact, rakuten, cj, template };

/** How a network speaks, by the name of its dialect. */
export function dialectOf(name: DialectName): Dialect {
  return BY_NAME[name];
}
