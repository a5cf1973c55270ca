import { afterEach, beforeEach, expect, it, vi } from "vitest";

const session = vi.hoisted(() => ({ tokens: [] as (string | null)[], asked: [] as boolean[] }));
vi.mock("./session.ts", () => ({
  getToken: async ({ fresh = false } = {}) => {
    session.asked.push(fresh);
    return session.tokens.shift() ?? null;
  },
}));

const { ApiError, call } = await import("./api.ts");

interface Sent {
  url: string;
  init: RequestInit;
}
let sent: Sent[];
let answers: Response[];

beforeEach(() => {
  sent = [];
  session.asked.length = 0;
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    sent.push({ url, init });
    return answers.shift();
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const bearer = ({ init }: Sent) => new Headers(init.headers).get("authorization");
const refused = () => new Response(null, { status: 401 });

it("sends the token in its header and no cookie, and the body as JSON", async () => {
  session.tokens = ["t1"];
  answers = [Response.json({ done: true })];
  const wish = { targetPrice: { amount: 100_000, currency: "INR" } };
  expect(await call("PUT", "/me/wishlist/var_1", { body: wish, key: "once", query: { a: ["1", "2"] } })).toEqual({
    done: true,
  });
  const [{ url, init }] = sent as [Sent];
  expect(url).toBe("/api/v1/me/wishlist/var_1?a=1&a=2");
  expect(init).toMatchObject({ method: "PUT", credentials: "omit", body: JSON.stringify(wish) });
  expect(Object.fromEntries(new Headers(init.headers))).toMatchObject({
    authorization: "Bearer t1",
    "content-type": "application/json",
    "idempotency-key": "once",
  });
});

it("asks for a fresh token once when one is refused, and gives up with the second", async () => {
  session.tokens = ["old", "new"];
  answers = [refused(), Response.json({ items: [] })];
  expect(await call("GET", "/me/wishlist")).toEqual({ items: [] });
  expect(sent.map(bearer)).toEqual(["Bearer old", "Bearer new"]);

  session.tokens = ["old", "new", "never"];
  answers = [refused(), refused()];
  await expect(call("GET", "/me")).rejects.toMatchObject({ status: 401 });
  expect(session.asked).toEqual([false, true, false, true]);
});

it("does not ask twice for who is signed out", async () => {
  session.tokens = [];
  answers = [refused()];
  await expect(call("GET", "/me")).rejects.toBeInstanceOf(ApiError);
  expect(sent.map(bearer)).toEqual([null]);
});

it("passes on what the API says, and nothing for an answer without a body", async () => {
  const problem = {
    type: "https://stylegence.com/problems/invalid",
    title: "Invalid",
    status: 422,
    detail: "Too long.",
  };
  session.tokens = ["t", "t"];
  answers = [
    Response.json(problem, { status: 422, headers: { "content-type": "application/problem+json" } }),
    new Response(null, { status: 204 }),
  ];
  const failed = call("PATCH", "/me", { body: {} });
  await expect(failed).rejects.toMatchObject({ status: 422, problem, message: "Too long." });
  expect(await call("DELETE", "/me/calendar")).toBeUndefined();
});
