import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { type Outcome, type Slot, sendOnce } from "./attempt.ts";
import type { Channels } from "./deliver.ts";
import { LEASE_MS } from "./delivery.ts";
import { invitationLetter } from "./letters.ts";
import { type Mail, mail } from "./mail.entity.ts";

/** Sends a mail to an address that may be nobody's account, once, and forgets address and contents. May be called again. */
export async function sendOut(mailId: string, channels: Pick<Channels, "mail">): Promise<Outcome> {
  const found = await find(mailId);
  const { mail: sender } = channels;
  if (!found?.to || !found.data || !sender) return "done";
  const letter = invitationLetter(found.to, found.data);
  return sendOnce(slotOf(mailId), () => sender.send(letter).then(() => "sent" as const), true);
}

async function find(mailId: string): Promise<Mail | null> {
  const { data } = await mail().get({ mailId }).go({ consistent: true });
  return data;
}

function slotOf(mailId: string): Slot {
  const leaseId = context().newId("att");
  return {
    async claim() {
      const held = await find(mailId);
      const now = context().now().getTime();
      if (!held || held.state === "sent" || held.state === "failed") return "done";
      if (held.state === "sending" && (held.leaseUntil ?? 0) > now) return "busy";
      const taken = mail()
        .patch({ mailId })
        .set({ state: "sending", leaseId, leaseUntil: now + LEASE_MS })
        .where(({ state, leaseId: holder }, { eq, notExists }) =>
          held.leaseId ? `${eq(state, held.state)} AND ${eq(holder, held.leaseId)}` : notExists(holder),
        )
        .go({ response: "none" });
      return (await unlessRefused(taken)) ? "mine" : "busy";
    },
    async release() {
      await held(leaseId, mail().patch({ mailId }).set({ state: "waiting" }));
    },
    async end(outcome, reason) {
      const state = outcome === "sent" ? "sent" : "failed";
      const set = { state, endedAt: context().now().toISOString(), ...(reason && { reason }) } as const;
      // Emptied, not removed: what is absent would be written again with the same key.
      await held(
        leaseId,
        mail()
          .patch({ mailId })
          .set({ ...set, to: "", data: null }),
      );
    },
  };
}

type Patch = ReturnType<ReturnType<ReturnType<typeof mail>["patch"]>["set"]>;

/** Only while the attempt holds it. */
async function held(leaseId: string, patch: Patch): Promise<void> {
  await unlessRefused(patch.where((row, { eq }) => eq(row.leaseId, leaseId)).go({ response: "none" }));
}
