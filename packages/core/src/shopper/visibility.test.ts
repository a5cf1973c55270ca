import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROLES } from "../family/role.ts";
import { ageOf } from "./age.ts";
import { maySeeMetrics, type VisibilityFacts } from "./visibility.ts";

const side = fc.option(fc.record({ shareMetrics: fc.boolean(), isChild: fc.boolean() }), { freq: 2 });
const seat = fc.option(fc.record({ role: fc.constantFrom(...ROLES) }), { freq: 2 });
const facts: fc.Arbitrary<VisibilityFacts> = fc.record({
  ownerUserId: fc.constantFrom("user_a", "user_b"),
  viewerUserId: fc.constant("user_b"),
  isImpersonated: fc.boolean(),
  owner: fc.option(
    fc.record({ isAdult: fc.boolean(), hasBirthDate: fc.boolean(), isBanned: fc.boolean(), consents: fc.boolean() }),
    { freq: 8 },
  ),
  viewer: fc.option(fc.record({ isBanned: fc.boolean() }), { freq: 8 }),
  link: fc.option(fc.record({ shareProfileMetrics: fc.boolean() }), { freq: 4 }),
  groups: fc.array(fc.record({ owner: side, viewer: seat }), { maxLength: 4 }),
});

const ALLOWED: VisibilityFacts = {
  ownerUserId: "user_a",
  viewerUserId: "user_b",
  isImpersonated: false,
  owner: { isAdult: true, hasBirthDate: false, isBanned: false, consents: true },
  viewer: { isBanned: false },
  link: { shareProfileMetrics: true },
  groups: [{ owner: { shareMetrics: true, isChild: false }, viewer: { role: "member" } }],
};

describe("who may see measurements", () => {
  it("is nobody where one of the three consents is missing, or the owner is no adult", () => {
    fc.assert(
      fc.property(facts, (given) => {
        if (!maySeeMetrics(given)) return;
        expect(given.owner?.consents).toBe(true);
        expect(given.owner?.isAdult).toBe(true);
        expect(given.link?.shareProfileMetrics).toBe(true);
        expect(given.groups.some(({ owner, viewer }) => owner?.shareMetrics && viewer && viewer.role !== "guest")).toBe(
          true,
        );
      }),
      { numRuns: 5000 },
    );
  });

  it("is somebody, where all hold", () => {
    expect(maySeeMetrics(ALLOWED)).toBe(true);
    expect(fc.sample(facts, 20_000).some(maySeeMetrics)).toBe(true);
  });

  it.each<[string, Partial<VisibilityFacts>]>([
    ["the owner does not consent", { owner: { ...ALLOWED.owner!, consents: false } }],
    ["the owner is under 18", { owner: { ...ALLOWED.owner!, isAdult: false } }],
    ["the owner is gone", { owner: null }],
    ["the owner is locked", { owner: { ...ALLOWED.owner!, isBanned: true } }],
    ["the viewer is gone", { viewer: null }],
    ["the viewer is locked", { viewer: { isBanned: true } }],
    ["somebody acts as the viewer", { isImpersonated: true }],
    ["they are not linked", { link: null }],
    ["the link does not allow it", { link: { shareProfileMetrics: false } }],
    ["they have no group", { groups: [] }],
    [
      "the group's flag is off",
      { groups: [{ owner: { shareMetrics: false, isChild: false }, viewer: { role: "owner" } }] },
    ],
    [
      "the viewer is a guest",
      { groups: [{ owner: { shareMetrics: true, isChild: false }, viewer: { role: "guest" } }] },
    ],
    ["the group is the owner's alone", { groups: [{ owner: { shareMetrics: true, isChild: false }, viewer: null }] }],
    ["the group is the viewer's alone", { groups: [{ owner: null, viewer: { role: "owner" } }] }],
    [
      "the flag is on in one group, and the other is the common one",
      {
        groups: [
          { owner: { shareMetrics: true, isChild: false }, viewer: null },
          { owner: { shareMetrics: false, isChild: false }, viewer: { role: "member" } },
        ],
      },
    ],
    [
      "a common group calls the owner a child, and no birth date says otherwise",
      { groups: [...ALLOWED.groups, { owner: { shareMetrics: false, isChild: true }, viewer: { role: "member" } }] },
    ],
  ])("is nobody where %s", (_, change) => {
    expect(maySeeMetrics({ ...ALLOWED, ...change })).toBe(false);
  });

  it("never grows by a withdrawal", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const before = maySeeMetrics(given);
        const unshared = given.groups.map(({ owner, viewer }) => ({
          owner: owner && { ...owner, shareMetrics: false },
          viewer,
        }));
        expect(maySeeMetrics({ ...given, owner: given.owner && { ...given.owner, consents: false } })).toBe(false);
        expect(maySeeMetrics({ ...given, link: null })).toBe(false);
        expect(maySeeMetrics({ ...given, groups: unshared })).toBe(false);
        if (!before) expect(maySeeMetrics({ ...given, isImpersonated: true })).toBe(false);
      }),
    );
  });
});

describe("an age", () => {
  it("is adult exactly from the eighteenth birthday in India on", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1910-01-01"), max: new Date("2020-12-31"), noInvalidDate: true }),
        fc.date({ min: new Date("2000-01-01"), max: new Date("2060-12-31"), noInvalidDate: true }),
        (born, now) => {
          const birthDate = born.toISOString().slice(0, 10);
          const inIndia = new Date(now.getTime() + 5.5 * 3_600_000);
          const [year, month, day] = birthDate.split("-").map(Number) as [number, number, number];
          const passed =
            inIndia.getUTCFullYear() - year > 18 ||
            (inIndia.getUTCFullYear() - year === 18 &&
              (inIndia.getUTCMonth() + 1 > month ||
                (inIndia.getUTCMonth() + 1 === month && inIndia.getUTCDate() >= day)));
          expect(ageOf({ birthDate }, now)).toBe(passed ? "adult" : "minor");
          expect(ageOf({ birthDate, adultDeclaredAt: "2026-01-01" }, now)).toBe(passed ? "adult" : "minor");
        },
      ),
    );
  });

  it("is unknown until a date is given or 18 declared", () => {
    expect(ageOf({}, new Date())).toBe("unknown");
    expect(ageOf({ adultDeclaredAt: "2026-01-01" }, new Date())).toBe("adult");
  });
});
