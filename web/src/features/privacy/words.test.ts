import { CONSENT_FLAGS } from "@stylegence/contracts/consent";
import { ERASURE_PHRASE } from "@stylegence/contracts/privacy";
import { expect, it } from "vitest";
import { exportText, FLAG_NAMES, isConfirmed, PHRASE, recordText, sizeText } from "./words.ts";

it("asks for the phrase that the API wants, and for nothing less", () => {
  expect(PHRASE).toBe(ERASURE_PHRASE);
  expect(isConfirmed("  Delete my account ")).toBe(true);
  for (const typed of ["", "delete", "delete my accounts"]) expect(isConfirmed(typed)).toBe(false);
});

it("has a name for every flag", () => {
  expect(Object.keys(FLAG_NAMES).toSorted()).toEqual(CONSENT_FLAGS.toSorted());
});

it("tells a withdrawal from an end that nobody asked for", () => {
  expect(recordText({ granted: true, reason: "settings" })).toBe("Allowed");
  expect(recordText({ granted: false, reason: "settings" })).toBe("Withdrawn");
  expect(recordText({ granted: false, reason: "age" })).toMatch(/18/);
});

it.each([
  [999, "999 bytes"],
  [48_213, "48 KB"],
  [2_340_000, "2.3 MB"],
])("%d is %s", (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});

it("says where an export stands", () => {
  expect(exportText({ status: "running", bytes: null })).toMatch(/Being/);
  expect(exportText({ status: "ready", bytes: 48_213 })).toBe("Ready, 48 KB");
  expect(exportText({ status: "failed", bytes: null })).toMatch(/failed/);
});
