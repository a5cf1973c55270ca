import { Problem } from "@stylegence/contracts/problem";
import * as Identity from "@stylegence/core/shopper/identity";
import { makeSessions } from "@stylegence/testing/sessions";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { MAX_BODY_BYTES } from "../../src/http/api/body.ts";
import { methodOf, type Route } from "../../src/http/api/route.ts";
import { type ShopperCase, shopperCases } from "./shopper-cases.ts";
import { type Call, PEOPLE, routes, startWorld, type World } from "./shopper-world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld({ dynamoUrl: inject("dynamoUrl"), searchUrl: inject("searchUrl") });
});
afterAll(() => world.stage.close());

async function problemOf(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const problem = Problem.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

/** The table's items as text, to see that a refused request changed nothing. */
const everything = async () => JSON.stringify((await world.stage.items()).map((item) => JSON.stringify(item)).sort());

const stranger = makeSessions();
const ana = PEOPLE.ana;
/** Sessions that are nobody's, by what is wrong with them. */
const REFUSED: Record<string, () => string | null> = {
  "no token": () => null,
  "no JWT": () => "not.a.token",
  "an expired one": () => world.sessions.token({ sub: ana, expiresIn: -10 }),
  "one for another party": () => world.sessions.token({ sub: ana, azp: "https://evil.example" }),
  "one for a party that begins like ours": () => world.sessions.token({ sub: ana, azp: `${world.sessions.party}/` }),
  "one that names no party": () => world.sessions.token({ sub: ana, azp: undefined }),
  "one of a sign-in that is not complete": () => world.sessions.token({ sub: ana, sts: "pending" }),
  "one that begins later": () => world.sessions.token({ sub: ana, nbf: Math.floor(Date.now() / 1000) + 60 }),
  "one signed by a stranger": () => stranger.token({ sub: ana }),
  "one signed by nobody": () => world.sessions.token({ sub: ana }, { alg: "none" }),
  "one signed with the public key": () => world.sessions.token({ sub: ana }, { alg: "HS256" }),
  "one that names nobody": () => world.sessions.token({}),
};

it("every route has a row of cases, and every row a route", () => {
  expect(Object.keys(shopperCases).sort()).toEqual(routes.map(({ id }) => id).sort());
});

describe.each(routes.map((route): [string, Route<never>] => [route.id, route]))("%s", (id, route) => {
  const method = methodOf(route);
  let row: ShopperCase;
  beforeAll(async () => {
    row = await shopperCases[id]!(world);
  });

  it("needs a shopper, and says so in its description", () => {
    expect(route.security).toBe("shopper");
    expect(route.path).toMatch(/^\/me(\/|$)|^\/products\/\{groupId\}\/reviews$/);
    expect(route.cacheControl).toBe("private, no-store");
  });

  it("refuses every session that is none, and changes nothing", async () => {
    const before = await everything();
    for (const [what, token] of Object.entries(REFUSED)) {
      const response = await world.call(method, row.good, { token: token() });
      expect([what, response.status]).toEqual([what, 401]);
      expect(response.headers.get("www-authenticate")).toBe("Bearer");
      expect((await problemOf(response)).type).toMatch(/unauthenticated$/);
    }
    expect(await everything()).toBe(before);
  });

  it("turns away who was deleted, and who is locked", async () => {
    const userId = `user_gone${id}`;
    const event = (type: string, data: object) =>
      JSON.stringify({ type, object: "event", data: { id: userId, ...data } });
    const locked = event("user.updated", { email_addresses: [], updated_at: 1, banned: true });
    await world.stage.run(() => Identity.apply(locked));
    const token = world.sessions.token({ sub: userId });
    expect((await world.call(method, row.good, { token })).status).toBe(403);
    await world.stage.run(() => Identity.apply(event("user.deleted", { deleted: true })));
    expect((await world.call(method, row.good, { token })).status).toBe(401);
  });

  it("names what it cannot read", async () => {
    for (const { call, field } of row.bad ?? []) {
      const response = await world.call(method, call);
      expect([call, response.status]).toEqual([call, 400]);
      expect((await problemOf(response)).errors?.map((one) => one.field)).toContain(field);
    }
  });

  if (route.body)
    it("refuses fields that nobody reads, and bodies that are too large or no JSON", async () => {
      const body = { ...(row.good.body as object), isAdmin: true };
      const surplus = await world.call(method, { ...row.good, body });
      expect(surplus.status).toBe(400);
      expect((await problemOf(surplus)).errors?.map((one) => one.field)).toContain("isAdmin");
      const large = await world.call(method, { ...row.good, body: { text: "x".repeat(MAX_BODY_BYTES) } });
      expect(large.status).toBe(413);
      const headers = { authorization: `Bearer ${world.sessions.token({ sub: ana })}` };
      for (const [type, text] of [
        ["application/json", "{"],
        ["application/json", '"text"'],
        ["text/plain", JSON.stringify(row.good.body ?? {})],
      ] as const) {
        const init = { method, headers: { ...headers, "content-type": type }, body: text };
        expect([text, (await world.app.request(`/api/v1${row.good.path}`, init)).status]).toEqual([text, 400]);
      }
    });

  it("gives what is another's and what is nowhere the same answer, byte for byte", async () => {
    const expected = await (await world.call("GET", { path: "/me/nowhere" })).text();
    for (const call of row.foreign ?? []) {
      const response = await world.call(method, call);
      expect([call, response.status]).toEqual([call, 404]);
      expect(await response.text()).toBe(expected);
    }
  });

  it("leaves another's thing alone where it does not say whether there is one", async () => {
    const before = await everything();
    for (const call of row.harmless ?? []) {
      expect([call, (await world.call(method, call)).status]).toEqual([call, row.status ?? 200]);
    }
    expect(await everything()).toBe(before);
  });

  if (route.path.includes("{"))
    it("has cases of another shopper's thing", () => {
      expect([...(row.foreign ?? []), ...(row.harmless ?? [])].length).toBeGreaterThan(0);
    });

  it("refuses whom it is not for, though they may see the thing", async () => {
    for (const { who, call } of row.forbidden ?? []) {
      const response = await world.call(method, call, who);
      expect([call, response.status]).toEqual([call, 403]);
      await problemOf(response);
    }
  });

  it("answers its shopper in the shape of its contract, for nobody to keep", async () => {
    const response = await world.call(method, row.good);
    const text = await response.text();
    expect([response.status, text]).toEqual([row.status ?? 200, expect.any(String)]);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    if (response.status === 204) expect(text).toBe("");
    else expect(route.response.safeParse(JSON.parse(text)).error?.issues ?? []).toEqual([]);
    await row.after?.();
  });
});

describe("a method that no route takes", () => {
  it("is refused with those that are", async () => {
    const response = await world.call("DELETE", { path: "/me/nowhere" } satisfies Call);
    expect(response.status).toBe(404);
    const me = await world.call("OPTIONS", { path: "/me" });
    expect(me.status).toBe(405);
    expect(me.headers.get("allow")).toContain("GET");
  });
});
