import { expect, it } from "vitest";
import { countText, greetingAt } from "./greeting.ts";

it.each([
  [4, "Good morning"],
  [11, "Good morning"],
  [12, "Good afternoon"],
  [16, "Good afternoon"],
  [17, "Good evening"],
  [0, "Good evening"],
  [3, "Good evening"],
])("at %d it says %s", (hour, words) => {
  expect(greetingAt(hour, "")).toBe(words);
});

it("calls a shopper by their first name, where there is one", () => {
  expect(greetingAt(9, "Asha Devi Rao")).toBe("Good morning, Asha");
  expect(greetingAt(9, "  ")).toBe("Good morning");
  expect(greetingAt(9, "asha@example.test")).toBe("Good morning");
});

it("counts", () => {
  expect(countText(1, "wish", "wishes")).toBe("1 wish");
  expect(countText(0, "wish", "wishes")).toBe("0 wishes");
  expect(countText(99, "drop", "drops", true)).toBe("99+ drops");
});
