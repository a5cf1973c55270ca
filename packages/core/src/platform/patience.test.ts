import { describe, expect, it } from "vitest";
import { DomainError } from "./errors.ts";
import { patiently } from "./patience.ts";

const failing = (times: number, error: unknown) => {
  let calls = 0;
  const body = () => (++calls <= times ? Promise.reject(error) : Promise.resolve(calls));
  return { body, calls: () => calls };
};

describe("patiently", () => {
  it.each([
    ["our own", new DomainError("unavailable", "busy")],
    ["the service's", Object.assign(new Error("slow down"), { name: "ProvisionedThroughputExceededException" })],
    ["the network's", Object.assign(new Error("gone"), { code: "ECONNRESET" })],
    [
      "one below another",
      new Error("electro", { cause: Object.assign(new Error("x"), { name: "ThrottlingException" }) }),
    ],
  ])("tries again after %s passing error", async (_, error) => {
    const { body } = failing(3, error);
    const pauses: number[] = [];
    expect(await patiently(body, async (ms) => void pauses.push(ms))).toBe(4);
    expect(pauses).toHaveLength(3);
  });

  it("does not try again what will not pass, and gives up in the end", async () => {
    const final = failing(9, new DomainError("invalid", "never"));
    await expect(patiently(final.body)).rejects.toThrow("never");
    expect(final.calls()).toBe(1);
    const endless = failing(99, new DomainError("unavailable", "busy"));
    let waitedMs = 0;
    const pause = async (ms: number) => {
      waitedMs += ms;
    };
    await expect(patiently(endless.body, pause)).rejects.toThrow("busy");
    expect(endless.calls()).toBe(8);
    expect(waitedMs).toBeLessThan(30_000);
  });
});
