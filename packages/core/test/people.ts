import * as Membership from "../src/family/membership.ts";
import * as Invitation from "../src/invitation/answer.ts";
import * as Link from "../src/link/link.ts";
import type { Actor } from "../src/platform/context.ts";
import * as Consent from "../src/shopper/consent.ts";
import type { ConsentFlag } from "../src/shopper/consent-flag.ts";
import { TEXT_VERSION } from "../src/shopper/consent-text.data.ts";
import * as Profile from "../src/shopper/profile.ts";
import { shopper } from "../src/shopper/shopper.entity.ts";
import * as Shopper from "../src/shopper/shopper.ts";

interface Stage {
  run<T>(body: () => T, change?: { actor: Actor }): T;
}

/** Acting as shoppers on a harness's table. */
export function people(stage: Stage) {
  const as = <T>(userId: string, body: () => Promise<T>, act?: string): Promise<T> =>
    stage.run(body, { actor: { type: "shopper", userId, ...(act && { act }) } });
  const tokenOf = (url: string | null) => url?.split("#")[1] ?? "";
  return {
    as,
    tokenOf,
    /** A shopper who signed in, with a verified address where one is given. */
    async enters(userId: string, known: { email?: string; firstName?: string } = {}): Promise<string> {
      await as(userId, async () => {
        await Shopper.ensure();
        if (Object.keys(known).length > 0) await shopper().patch({ userId }).set(known).go();
      });
      return userId;
    },
    /** Says that they are an adult, and consents. */
    async consents(userId: string, flags: ConsentFlag[] = ["storeBodyMetrics"]): Promise<void> {
      await as(userId, async () => {
        await Profile.change({ adultDeclared: true });
        const consents = Object.fromEntries(flags.map((flag) => [flag, true]));
        await Consent.change({ textVersion: TEXT_VERSION, consents });
      });
    },
    async withdraws(userId: string, flag: ConsentFlag = "storeBodyMetrics"): Promise<void> {
      await as(userId, () => Consent.change({ textVersion: TEXT_VERSION, consents: { [flag]: false } }));
    },
    async link(one: string, other: string): Promise<void> {
      const { url } = await as(one, () => Link.invite({}));
      await as(other, () => Invitation.accept({ token: tokenOf(url) }));
    },
    async joins(familyId: string, owner: string, userId: string, role: "member" | "guest" = "member"): Promise<void> {
      const { url } = await as(owner, () => Membership.invite(familyId, { role }));
      await as(userId, () => Invitation.accept({ token: tokenOf(url) }));
    },
  };
}
