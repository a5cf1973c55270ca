import { afterEach, expect, it, vi } from "vitest";
import { findMaven, findPython, Missing, preflight, run } from "./tools.ts";

afterEach(() => vi.unstubAllEnvs());

it("says what is missing in one line, with the command that installs it", () => {
  vi.stubEnv("PATH", "/nowhere");
  expect(() => findMaven()).toThrow(Missing);
  expect(() => findMaven()).toThrow(/^Maven was not found: sudo apt-get install -y maven$/);
  expect(() => findPython()).toThrow(/^Python 3\.10 or newer was not found: sudo apt-get install -y python3/);
});

it("says everything at once", () => {
  vi.stubEnv("PATH", "/nowhere");
  expect(() => preflight()).toThrow(/Maven[^\n]*\n[^\n]*Python/);
});

it("shows the last lines of a program that failed", async () => {
  const failing = run(process.execPath, ["-e", `console.log("first"); console.error("the reason"); process.exit(2)`]);
  await expect(failing).rejects.toThrow(/ended with 2:[\s\S]*the reason/);
});
