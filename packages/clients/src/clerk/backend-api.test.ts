import { afterEach, describe, expect, it } from "vitest";
import { type Reply, startWire, type Wire } from "../../test/wire.ts";
import { clerkAccounts } from "./backend-api.ts";

let wire: Wire;
afterEach(() => wire.close());

const USER = "user_2abcDEF";
const start = async (reply: Reply) => {
  wire = await startWire(() => reply);
  return clerkAccounts({ secretKey: "sk_test_key", apiUrl: wire.url });
};
const refusal = (status: number, code: string, headers: Record<string, string> = {}): Reply => ({
  status,
  headers,
  body: { errors: [{ code, message: code }] },
});

describe("an account at Clerk", () => {
  it("is deleted with the stage's key, by its exact id", async () => {
    const accounts = await start({ body: { id: USER, object: "user", deleted: true } });
    expect(await accounts.remove(USER)).toBe(true);
    expect(wire.seen).toMatchObject([
      { method: "DELETE", path: `/v1/users/${USER}`, headers: { authorization: "Bearer sk_test_key" } },
    ]);
  });

  it("that is not there is no error", async () => {
    const accounts = await start(refusal(404, "resource_not_found"));
    expect(await accounts.remove(USER)).toBe(false);
  });

  it("is left alone for as long as Clerk asks", async () => {
    const accounts = await start(refusal(429, "too_many_requests", { "retry-after": "7" }));
    await expect(accounts.remove(USER)).rejects.toMatchObject({ kind: "throttled", retry: true, retryAfterSeconds: 7 });
  });

  it.each([
    ["broken", { status: 500, body: {} } satisfies Reply, { kind: "unavailable", retry: true }],
    ["gone", { never: "cut" } satisfies Reply, { kind: "unavailable", retry: true }],
    ["not ours to ask", refusal(401, "authentication_invalid"), { kind: "rejected", retry: false, status: 401 }],
  ])("can't be deleted where the service is %s", async (_, reply, expected) => {
    const accounts = await start(reply);
    await expect(accounts.remove(USER)).rejects.toMatchObject({ service: "clerk", ...expected });
  });
});
