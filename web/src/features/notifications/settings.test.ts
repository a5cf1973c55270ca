import { ALWAYS_KINDS, DIGEST_KINDS, NOTIFICATION_KINDS } from "@stylegence/contracts/notification";
import { expect, it } from "vitest";
import { clockHours, emailChoices, GROUPS, isAlways, zonesWith } from "./settings.ts";

it("offers every kind once", () => {
  expect(GROUPS.flatMap(({ kinds }) => kinds).toSorted()).toEqual(NOTIFICATION_KINDS.toSorted());
});

it("offers what the API takes", () => {
  for (const kind of NOTIFICATION_KINDS) {
    expect(isAlways(kind)).toBe((ALWAYS_KINDS as readonly string[]).includes(kind));
    expect(emailChoices(kind).includes("digest")).toBe((DIGEST_KINDS as readonly string[]).includes(kind));
    expect(emailChoices(kind).includes("off")).toBe(!isAlways(kind));
  }
});

it("names the hours of a day", () => {
  expect(clockHours()).toHaveLength(24);
  expect([0, 9, 12, 23].map((hour) => clockHours()[hour])).toEqual(["12 am", "9 am", "12 pm", "11 pm"]);
});

it("keeps a zone that the browser does not list", () => {
  expect(zonesWith("Asia/Nowhere")[0]).toBe("Asia/Nowhere");
  expect(zonesWith("Europe/Paris").filter((zone) => zone === "Europe/Paris")).toHaveLength(1);
});
