import type { AffiliateDue } from "./affiliate.events.ts";
import * as Click from "./click.ts";
import { type PullTools, pull } from "./pull.ts";
import { readOnce } from "./reading.ts";

/** Does what a message of the queue asks for. Each may be done again. */
export async function perform(due: AffiliateDue, tools: PullTools): Promise<object> {
  switch (due.kind) {
    case "click": {
      const { kind: _, actor: __, ...click } = due;
      return { clickId: click.clickId, outcome: await Click.record(click) };
    }
    case "callback":
      return readOnce(due.callbackId);
    case "pull":
      return pull(due.network, tools, due.since);
  }
}
