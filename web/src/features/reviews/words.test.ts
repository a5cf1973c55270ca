import { BodyType } from "@stylegence/contracts/metrics";
import { FITS as CONTRACT_FITS, REVIEW_REASONS, REVIEW_STATES, VERIFICATIONS } from "@stylegence/contracts/review";
import { describe, expect, it } from "vitest";
import {
  average,
  bodyText,
  boughtText,
  FIT_WORDS,
  fitText,
  isProof,
  metricsText,
  percent,
  standingOf,
  standingText,
  VERIFIED_WORDS,
} from "./words.ts";

const fit = (runs_small: number, true_to_size: number, runs_large: number) => ({
  runs_small,
  true_to_size,
  runs_large,
});

describe("words for reviews", () => {
  it("there are for everything that the API may say", () => {
    expect(Object.keys(FIT_WORDS)).toEqual([...CONTRACT_FITS]);
    expect(Object.keys(VERIFIED_WORDS).sort()).toEqual([...VERIFICATIONS].sort());
    for (const bodyType of BodyType.options) expect(bodyText(bodyType)).toMatch(/^[A-Z]/);
    for (const state of REVIEW_STATES) {
      for (const reason of [null, ...REVIEW_REASONS]) expect(standingText({ state, reason })).toMatch(/\.$/);
    }
  });

  it("round stars to tenths", () => {
    expect([100, 333, 433, 435, 495, 500].map(average)).toEqual(["1.0", "3.3", "4.3", "4.4", "5.0", "5.0"]);
  });

  it("say of the fit what most say, and nothing where they do not agree", () => {
    expect(fitText(fit(1, 7, 1))).toBe("7 of 9 say: true to size");
    expect(fitText(fit(3, 0, 0))).toBe("3 of 3 say: runs small");
    expect(fitText(fit(2, 2, 0))).toBe("");
    expect(fitText(fit(0, 0, 0))).toBe("");
  });

  it("tell a proof from a word", () => {
    expect(
      ["affiliate", "marketplace", "receipt_upload", "self_report"].map((one) => isProof(one as "affiliate")),
    ).toEqual([true, true, true, false]);
    expect(isProof(null)).toBe(false);
  });

  it("leave out what is not said", () => {
    const none = { bodyType: null, heightCm: null, weightKg: null, bustCm: null, waistCm: null, hipsCm: null };
    expect(metricsText(null)).toBe("");
    expect(metricsText(none)).toBe("");
    expect(metricsText({ ...none, bodyType: "pear", heightCm: 162, waistCm: 71.5 })).toBe(
      "Pear, 162 cm, waist 71.5 cm",
    );
    expect(boughtText({ size: { system: "ALPHA", label: "M" }, colour: "Blue" })).toBe("Size M, Blue");
    expect(boughtText({ size: null, colour: null })).toBe("");
    expect([percent(1, 3), percent(0, 0)]).toEqual([33, 0]);
  });

  it("find the one review that stands", () => {
    const mine = (state: string) => ({ state }) as Parameters<typeof standingOf>[0][number];
    expect(standingOf([mine("withdrawn"), mine("held")])).toEqual(mine("held"));
    expect(standingOf([mine("withdrawn"), mine("refused"), mine("removed"), mine("superseded")])).toBeNull();
  });
});
