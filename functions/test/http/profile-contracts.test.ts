import { BODY_TYPES, METRIC_RANGES } from "@stylegence/contracts/body";
import { CONSENT_FLAGS } from "@stylegence/contracts/consent";
import { Role } from "@stylegence/contracts/family";
import { RELATIONSHIPS } from "@stylegence/contracts/link";
import { MetricsInput } from "@stylegence/contracts/metrics";
import { PREFERRED_SIZE_SYSTEMS } from "@stylegence/contracts/shopper";
import { ROLES } from "@stylegence/core/family/role";
import * as ConsentFlag from "@stylegence/core/shopper/consent-flag";
import * as Metric from "@stylegence/core/shopper/metric";
import * as Preferences from "@stylegence/core/shopper/preferences";
import * as Relationship from "@stylegence/core/shopper/relationship";
import { describe, expect, it } from "vitest";

describe("what pages and the domain call things", () => {
  it.each([
    ["consents", CONSENT_FLAGS, ConsentFlag.CONSENT_FLAGS],
    ["roles", Role.options, ROLES],
    ["relationships", RELATIONSHIPS, Relationship.RELATIONSHIPS],
    ["body types", BODY_TYPES, Metric.BODY_TYPES],
    ["size systems", PREFERRED_SIZE_SYSTEMS, Preferences.PREFERRED_SIZE_SYSTEMS],
    ["measurements", Object.keys(METRIC_RANGES), Metric.METRIC_NAMES],
  ])("is the same: %s", (_, contract, domain) => {
    expect([...contract]).toEqual([...domain]);
  });

  it("has the same ranges, whose ends are both inside, to a tenth", () => {
    const now = new Date("2026-11-23T06:00:00Z");
    for (const [name, [from, to]] of Object.entries(METRIC_RANGES)) {
      const takes = (value: number) => {
        const input = { [name]: value };
        const isTaken = MetricsInput.safeParse(input).success;
        const domain = () => Metric.checked(input, now);
        if (isTaken) expect(domain).not.toThrow();
        else expect(domain).toThrow();
        return isTaken;
      };
      expect([from - 0.1, from, to, to + 0.1].map(takes)).toEqual([false, true, true, false]);
    }
  });
});
