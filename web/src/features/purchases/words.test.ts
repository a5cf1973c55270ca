import { describe, expect, it } from "vitest";
import { faultOf, isRunning, productIn, proofText, stateText } from "./words.ts";

describe("what is said of purchases", () => {
  it("tells proof from a word, and both from what was returned", () => {
    expect(proofText({ method: "affiliate", state: "confirmed" })).toBe("Confirmed by the shop");
    expect(proofText({ method: "self_report", state: "claimed" })).toBe("On your word");
    expect(proofText({ method: "affiliate", state: "withdrawn" })).toBe("Returned, or taken back");
  });

  it("gives the reason of a refusal, and says while something runs", () => {
    expect(stateText({ state: "refused", reason: "We found no date." })).toBe("We found no date.");
    expect(stateText({ state: "confirmed", reason: null })).toBe("Confirmed");
    expect(
      (["waiting", "reading", "review", "confirmed", "refused"] as const).map((state) => isRunning({ state })),
    ).toEqual([true, true, false, false, false]);
  });

  it("refuses before it is sent what would be refused anyway", () => {
    expect(faultOf({ type: "application/pdf", size: 1000 })).toBeNull();
    expect(faultOf({ type: "image/svg+xml", size: 1000 })).toMatch(/JPEG/);
    expect(faultOf({ type: "image/png", size: 10_000_001 })).toMatch(/10 MB/);
    expect(faultOf({ type: "image/png", size: 0 })).toMatch(/empty/);
  });

  it("takes a product from the address only by an id of ours", () => {
    expect(productIn(`?product=prd_${"0".repeat(26)}`)).toBe(`prd_${"0".repeat(26)}`);
    expect(productIn("?product=../me")).toBeNull();
    expect(productIn("")).toBeNull();
  });
});
