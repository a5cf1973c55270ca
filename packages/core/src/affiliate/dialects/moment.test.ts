import { describe, expect, it } from "vitest";
import { type Format, momentOf } from "./moment.ts";
import { one } from "./row.ts";

const read = (written: string, format: Format, utcOffset?: string) =>
  momentOf(one("time", written), { formats: [format], ...(utcOffset && { utcOffset }) }, "time");

describe("a moment", () => {
  it.each([
    ["1763900000", "seconds", "2025-11-23T12:13:20.000Z"],
    ["1763900000123", "milliseconds", "2025-11-23T12:13:20.123Z"],
    ["2013-06-13 12:05:00", "iso", "2013-06-13T12:05:00.000Z"],
    ["2017-02-20T22:04:00", "iso", "2017-02-20T22:04:00.000Z"],
    ["2024-09-10T10:42:38-07:00", "iso", "2024-09-10T17:42:38.000Z"],
    ["2018-05-03T22:31:48Z", "iso", "2018-05-03T22:31:48.000Z"],
    ["2018-05-03", "iso", "2018-05-03T00:00:00.000Z"],
    ["Wed Apr 30 2014 02:18:36 GMT+0000 (UTC)", "iso", "2014-04-30T02:18:36.000Z"],
    ["23.11.2026 09:05:00", "d.m.Y H:i:s", "2026-11-23T09:05:00.000Z"],
    ["4/3/26 9:05:00", "m/d/y H:i:s", "2026-04-03T09:05:00.000Z"],
  ])("%s is read as %s", (written, format, expected) => {
    expect(read(written, format)).toBe(expected);
  });

  it("without a zone is in the network's, and with one in its own", () => {
    expect(read("2026-11-23 05:30:00", "iso", "+05:30")).toBe("2026-11-23T00:00:00.000Z");
    expect(read("2026-11-22 20:00:00", "iso", "-04:00")).toBe("2026-11-23T00:00:00.000Z");
    expect(read("2026-11-23T00:00:00Z", "iso", "+05:30")).toBe("2026-11-23T00:00:00.000Z");
  });

  it.each([
    ["2026-02-30 10:00:00", "iso"],
    ["2026-13-01", "iso"],
    ["2026-11-23 24:30:00", "iso"],
    ["1026-11-23", "iso"],
    ["yesterday", "iso"],
    ["12", "seconds"],
    ["1763900000", "milliseconds"],
    ["23-11-2026", "d.m.Y"],
  ])("is not made of %s as %s", (written, format) => {
    expect(() => read(written, format)).toThrow("time is no time");
  });

  it("that is not told is none", () => {
    expect(read("", "iso")).toBeUndefined();
  });
});
