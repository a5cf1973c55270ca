import { describe, expect, it } from "vitest";
import { matches, tagOf } from "./entity-tag.ts";

describe("entity tags", () => {
  const tag = tagOf("body");

  it("differ where the bodies differ", () => {
    expect(tag).toMatch(/^W\/"[\w-]{22}"$/);
    expect(tagOf("body ")).not.toBe(tag);
  });

  it.each([
    ["its own", tag, true],
    ["the strong form", tag.slice(2), true],
    ["one of a list", `"x", ${tag}`, true],
    ["any", "*", true],
    ["another", '"x"', false],
    ["none", undefined, false],
  ])("match %s", (_, given, expected) => {
    expect(matches(given, tag)).toBe(expected);
  });
});
