import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { people } from "../../test/people.ts";
import { forget } from "../link/forget.ts";
import * as Link from "../link/link.ts";
import { commit } from "../platform/transaction.ts";
import { endWrites } from "../shopper/shopper.ts";
import * as Answer from "./answer.ts";
import { PER_DAY, PER_TARGET } from "./limit.ts";
import * as List from "./list.ts";

let harness: Harness;
let world: ReturnType<typeof people>;
let round = 0;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"), { SITE_URL: "https://stylegence.example" });
  world = people(harness);
});
afterAll(() => harness.close());

let ana = "";
let bela = "";
let cara = "";
beforeEach(async () => {
  round++;
  ana = await world.enters(`user_Ana${round}`, { email: `ana${round}@example.com`, firstName: "Ana" });
  bela = await world.enters(`user_Bela${round}`, { email: `bela${round}@example.com`, firstName: "Bela" });
  cara = await world.enters(`user_Cara${round}`, { email: `cara${round}@example.com` });
});

const invited = (draft: Parameters<typeof Link.invite>[0] = {}, by = ana) => world.as(by, () => Link.invite(draft));
const accepting = (userId: string, which: Answer.Which) => world.as(userId, () => Answer.accept(which));
const linksOf = (userId: string) => world.as(userId, () => Link.list());
const refused = { code: "not_found" };
const kinds = async (kind: string) => (await harness.items()).filter((item) => item.__edb_e__ === kind);

describe("an invitation by a link to pass on", () => {
  it("is opened by its token alone, which is kept nowhere", async () => {
    const { url, invitation } = await invited({ relationship: "sibling" });
    expect(url).toMatch(/^https:\/\/stylegence\.example\/invite#inv_/);
    const token = world.tokenOf(url);
    expect(JSON.stringify(await harness.items())).not.toContain(token.split(".")[1]);
    expect(await world.as(bela, () => Answer.look({ token }))).toMatchObject({
      kind: "link",
      from: { userId: ana, name: "Ana" },
    });
    const forged = `${invitation.invitationId}.${"A".repeat(32)}`;
    for (const which of [{ token: forged }, { token: "nonsense" }, { invitationId: invitation.invitationId }, {}])
      await expect(accepting(bela, which)).rejects.toMatchObject(refused);
    expect(await accepting(bela, { token })).toEqual({ kind: "link", userId: ana, familyId: null });
    expect(await linksOf(ana)).toMatchObject([{ person: { userId: bela, name: "Bela" }, relationship: "sibling" }]);
    expect(await linksOf(bela)).toMatchObject([{ person: { userId: ana }, relationship: null }]);
  });

  it("makes one link, for one of all who accept it at once, and gives that one the same answer again", async () => {
    const others = await Promise.all(Array.from({ length: 5 }, (_, at) => world.enters(`user_Race${round}x${at}`)));
    const token = world.tokenOf((await invited()).url);
    const tries = await Promise.allSettled([...others, ...others].map((userId) => accepting(userId, { token })));
    const winners = new Set([...others, ...others].filter((_, at) => tries[at]!.status === "fulfilled"));
    expect(winners.size).toBe(1);
    const [winner] = winners;
    expect(await accepting(winner!, { token })).toEqual({ kind: "link", userId: ana, familyId: null });
    expect(await linksOf(ana)).toHaveLength(1);
    expect((await kinds("notification")).filter((item) => item.userId === ana)).toHaveLength(1);
  });

  it("is nobody's own, runs out, and is taken back or declined for good", async () => {
    const own = world.tokenOf((await invited()).url);
    await expect(accepting(ana, { token: own })).rejects.toMatchObject({ code: "invalid" });
    const back = await invited();
    const { invitationId } = back.invitation;
    await expect(world.as(bela, () => List.revoke(invitationId))).rejects.toMatchObject(refused);
    await world.as(ana, () => List.revoke(invitationId));
    await expect(world.as(ana, () => List.revoke(invitationId))).rejects.toMatchObject(refused);
    const declined = world.tokenOf((await invited()).url);
    await world.as(cara, () => Answer.decline({ token: declined }));
    await world.as(cara, () => Answer.decline({ token: declined }));
    const late = world.tokenOf((await invited()).url);
    harness.clock.advance({ days: 7, seconds: 1 });
    for (const token of [own, world.tokenOf(back.url), declined, late])
      await expect(accepting(bela, { token })).rejects.toMatchObject(refused);
    expect(await linksOf(ana)).toEqual([]);
    expect(await world.as(ana, () => List.sentLinks())).toEqual([]);
  });

  it("leads nowhere once its sender is deleted", async () => {
    const token = world.tokenOf((await invited()).url);
    await harness.run(() => commit(endWrites(ana)));
    await expect(accepting(bela, { token })).rejects.toMatchObject(refused);
    expect(await linksOf(bela)).toEqual([]);
  });
});

describe("an invitation to an address", () => {
  it("is mailed once, waits for whoever has that verified address, and says nothing of whether there is one", async () => {
    const [known, unknown] = [
      await invited({ email: `BELA${round}@Example.com` }),
      await invited({ email: `nobody${round}@example.com` }),
    ];
    const shape = ({ invitation, url }: Awaited<ReturnType<typeof invited>>) => [url, Object.keys(invitation).sort()];
    expect(shape(known)).toEqual(shape(unknown));
    expect(known.url).toBeNull();
    const mails = (await kinds("mail")).filter((item) => String(item.to).endsWith(`a${round}@example.com`));
    expect(mails).toMatchObject([
      { template: "link_invitation", to: `bela${round}@example.com`, data: { inviterName: "Ana" } },
    ]);
    const [waiting] = await world.as(bela, () => List.received());
    expect(waiting).toMatchObject({ kind: "link", from: { userId: ana } });
    expect(JSON.stringify(waiting)).not.toContain("example.com");
    expect(await world.as(cara, () => List.received())).toEqual([]);
    const which = { invitationId: waiting!.invitationId };
    await expect(accepting(cara, which)).rejects.toMatchObject(refused);
    await accepting(bela, which);
    expect(await linksOf(bela)).toHaveLength(1);
    expect(await world.as(bela, () => List.received())).toEqual([]);
    const kept = (await kinds("invitation")).find((item) => item.invitationId === which.invitationId);
    expect(kept).not.toHaveProperty("email");
  });

  it("can't be to one's own", async () => {
    await expect(invited({ email: ` Ana${round}@example.com` })).rejects.toMatchObject({ code: "invalid" });
  });

  it("comes at most twice a week, not for 30 days after it was declined, and no more than so many a day go out", async () => {
    const email = `bela${round}@example.com`;
    for (let at = 0; at < PER_TARGET; at++) await invited({ email });
    await expect(invited({ email })).rejects.toMatchObject({ code: "rate_limited", retry: false });
    const [waiting] = await world.as(bela, () => List.received());
    await world.as(bela, () => Answer.decline(waiting!));
    harness.clock.advance({ days: 8 });
    await expect(invited({ email })).rejects.toMatchObject({ code: "rate_limited" });
    harness.clock.advance({ days: 23 });
    await invited({ email });
    const tries = await Promise.allSettled(Array.from({ length: PER_DAY + 5 }, () => invited()));
    expect(tries.filter(({ status }) => status === "fulfilled").length).toBeLessThanOrEqual(PER_DAY - 1);
    await expect(invited({}, cara)).resolves.toBeDefined();
  });
});

describe("a link", () => {
  it("allows nothing until each side says so, each for itself", async () => {
    await world.link(ana, bela);
    const off = { shareProfileMetrics: false, searchableAsGroup: false, shareWardrobe: false, shareWishlist: false };
    expect(await linksOf(ana)).toMatchObject([{ mine: off, theirs: off }]);
    await Promise.all([
      world.as(ana, () => Link.change(bela, { shareWishlist: true })),
      world.as(ana, () => Link.change(bela, { shareProfileMetrics: true, relationship: "friend" })),
      world.as(bela, () => Link.change(ana, { shareWardrobe: true })),
    ]);
    const mine = { ...off, shareWishlist: true, shareProfileMetrics: true };
    expect(await linksOf(ana)).toMatchObject([
      { relationship: "friend", mine, theirs: { ...off, shareWardrobe: true } },
    ]);
    expect(await linksOf(bela)).toMatchObject([
      { relationship: null, mine: { ...off, shareWardrobe: true }, theirs: mine },
    ]);
  });

  it("is one item for a pair, whoever invited and however often", async () => {
    const one = world.tokenOf((await invited()).url);
    const other = world.tokenOf((await invited({}, bela)).url);
    await Promise.all([accepting(bela, { token: one }), accepting(ana, { token: other })]);
    const kept = (await kinds("accountLink")).filter((item) => [item.lowUserId, item.highUserId].includes(ana));
    expect(kept).toHaveLength(1);
    expect(await linksOf(bela)).toHaveLength(1);
  });

  it("is ended by either at once, and who was left can't invite again for now", async () => {
    await world.link(ana, bela);
    await expect(world.as(cara, () => Link.revoke(ana))).rejects.toMatchObject(refused);
    await expect(world.as(cara, () => Link.change(ana, { shareWishlist: true }))).rejects.toMatchObject(refused);
    await world.as(bela, () => Link.revoke(ana));
    expect([await linksOf(ana), await linksOf(bela)]).toEqual([[], []]);
    await expect(world.as(ana, () => Link.change(bela, { shareWishlist: true }))).rejects.toMatchObject(refused);
    await expect(invited({ email: `bela${round}@example.com` })).rejects.toMatchObject({ code: "rate_limited" });
    await invited({ email: `ana${round}@example.com` }, bela);
    const [waiting] = await world.as(ana, () => List.received());
    await accepting(ana, waiting!);
    expect(await linksOf(ana)).toMatchObject([{ mine: { shareWishlist: false }, theirs: { shareWishlist: false } }]);
  });

  it("goes with either's account", async () => {
    await world.link(ana, bela);
    await world.link(cara, ana);
    expect(await harness.run(() => forget(ana))).toBe(2);
    expect(await harness.run(() => forget(ana))).toBe(0);
    expect([await linksOf(bela), await linksOf(cara)]).toEqual([[], []]);
  });

  it("is not offered by id to a stranger, nor to oneself", async () => {
    await expect(invited({ userId: bela })).rejects.toMatchObject(refused);
    await expect(invited({ userId: "user_nobody" })).rejects.toMatchObject(refused);
    await expect(invited({ userId: ana })).rejects.toMatchObject({ code: "invalid" });
  });
});
