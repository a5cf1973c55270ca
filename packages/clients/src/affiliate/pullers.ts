import { admitadPuller } from "./admitad.ts";
import { awinPuller } from "./awin.ts";
import { cjPuller } from "./cj.ts";
import { cuelinksPuller } from "./cuelinks.ts";
import { impactPuller } from "./impact.ts";
import type { Puller, PullSettings } from "./port.ts";
import { rakutenPuller } from "./rakuten.ts";
import type { Patience } from "./request.ts";

const PULLERS: Readonly<Record<string, (settings: PullSettings, patience?: Patience) => Puller>> = {
  admitad: admitadPuller,
  awin: awinPuller,
  cuelinks: cuelinksPuller,
  impact: impactPuller,
  rakuten: rakutenPuller,
  cj: cjPuller,
};

/** The list of a network by its dialect; null where it has none that we know. */
export function pullerOf(dialect: string, settings: PullSettings, patience?: Patience): Puller | null {
  return Object.hasOwn(PULLERS, dialect) ? (PULLERS[dialect]?.(settings, patience) ?? null) : null;
}
