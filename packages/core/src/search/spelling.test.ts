import { describe, expect, it } from "vitest";
import { commoner, mend } from "./spelling.ts";

const token = (text: string, offset: number, ...options: [string, number, number][]) => ({
  text,
  offset,
  length: text.length,
  options: options.map(([option, score, freq]) => ({ text: option, score, freq })),
});

describe("mend", () => {
  it("replaces each misspelt word and keeps what is known", () => {
    const missing = [token("red", 0), token("flroal", 4, ["floral", 0.8, 40]), token("kruta", 11, ["kurta", 0.75, 90])];
    expect(mend("red flroal kruta", { missing, counts: { w0: 9 } })).toMatchObject({
      text: "red floral kurta",
      isChanged: true,
      isMostlyThere: true,
    });
  });

  it("drops what no document knows, and says when little is left", () => {
    expect(mend("latest kurta design", { counts: { w7: 40 } })).toMatchObject({
      text: "kurta",
      isChanged: true,
      isMostlyThere: false,
    });
    expect(mend("latest kurta", { counts: { w7: 40 } })).toMatchObject({ text: "kurta", isMostlyThere: true });
  });

  it("does not count words that say nothing", () => {
    expect(mend("kurta for women", { counts: { w0: 4, w10: 9 } })).toMatchObject({
      text: "kurta women",
      isChanged: false,
      isMostlyThere: true,
    });
  });

  it("takes the nearer word, of two as near the commoner, and none that is far off", () => {
    const mended = (options: [string, number, number][]) =>
      mend("shrit", { missing: [token("shrit", 0, ...options)], counts: {} }).text;
    expect(
      mended([
        ["shirt", 0.8, 4000],
        ["shut", 0.8, 2],
      ]),
    ).toBe("shirt");
    expect(
      mended([
        ["skirt", 0.7, 2],
        ["shirt", 0.8, 1],
      ]),
    ).toBe("shirt");
    expect(mended([["art", 0.4, 9000]])).toBe("");
  });

  it("finds a word's token though the engine cuts it otherwise", () => {
    const missing = [token("tshirtt", 4, ["tshirt", 0.8, 10])];
    expect(mend("red t-shirtt", { missing, counts: { w0: 1 } }).text).toBe("red tshirt");
  });

  it("has nothing to say of a text without words", () => {
    expect(mend("?! ...", { counts: {} })).toMatchObject({ text: "", isChanged: false, isMostlyThere: false });
  });
});

describe("commoner", () => {
  it("replaces words where they stand", () => {
    expect(commoner("red kurtaa", [token("kurtaa", 4, ["kurta", 0.8, 90])])).toBe("red kurta");
    expect(commoner("kurta", [token("kurta", 0)])).toBeNull();
    expect(commoner("kurta", undefined)).toBeNull();
  });
});
