import { existsSync, readFileSync } from "node:fs";
import { makeSessions } from "@stylegence/testing/sessions";
import { afterEach, describe, expect, it, vi } from "vitest";
import { sessionSettings, shopperOf } from "./session.ts";

const sessions = makeSessions("https://pr-12.preview.example");
const settings = sessionSettings({
  CLERK_JWT_KEY: sessions.jwtKey,
  CLERK_AUTHORIZED_PARTIES: ` https://other.example, ${sessions.party}`,
});

afterEach(() => {
  vi.useRealTimers();
});

describe("settings", () => {
  const key = { CLERK_JWT_KEY: sessions.jwtKey };

  it.each(["", " ", ",", " , "])("without any party are refused, since the check would be off: %j", (parties) => {
    expect(() => sessionSettings({ ...key, CLERK_AUTHORIZED_PARTIES: parties })).toThrow(/AUTHORIZED_PARTIES is empty/);
  });

  it.each(["https://a.example/", "https://*.example", "a.example", "https://a.example/path", "https://A.example"])(
    "with a party that no browser would name are refused: %s",
    (party) => {
      const CLERK_AUTHORIZED_PARTIES = `https://good.example,${party}`;
      expect(() => sessionSettings({ ...key, CLERK_AUTHORIZED_PARTIES })).toThrow(/holds no origin/);
    },
  );

  it("without a key are refused", () => {
    const parties = { CLERK_AUTHORIZED_PARTIES: sessions.party };
    expect(() => sessionSettings({ CLERK_JWT_KEY: " ", ...parties })).toThrow(/JWT_KEY is empty/);
  });

  it("take a key whose line ends were written out", async () => {
    const CLERK_JWT_KEY = sessions.jwtKey.replaceAll("\n", "\\n");
    const made = sessionSettings({ CLERK_JWT_KEY, CLERK_AUTHORIZED_PARTIES: sessions.party });
    const token = sessions.token({ sub: "user_1" });
    expect(await shopperOf(`Bearer ${token}`, made)).toMatchObject({ type: "shopper", userId: "user_1" });
  });
});

describe("a session", () => {
  it("names its shopper, and who acts for them", async () => {
    const plain = sessions.token({ sub: "user_2aBc" });
    expect(await shopperOf(`Bearer ${plain}`, settings)).toEqual({
      type: "shopper",
      userId: "user_2aBc",
      provedMinutesAgo: 0,
    });
    const acted = sessions.token({ sub: "user_2aBc", act: { sub: "user_staff" } });
    expect(await shopperOf(`bearer ${acted}`, settings)).toMatchObject({ userId: "user_2aBc", act: "user_staff" });
  });

  it.each([
    [-3, true],
    [-6, false],
  ])("that ended %s s ago counts: %s", async (expiresIn, counts) => {
    const asked = shopperOf(`Bearer ${sessions.token({ sub: "user_1", expiresIn })}`, settings);
    if (counts) expect(await asked).toMatchObject({ userId: "user_1" });
    else await expect(asked).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it.each([undefined, "", "Bearer", "Basic dTpw", "Token", "Bearer a.b.c"])(
    "is none of what else an Authorization header may hold: %s",
    async (header) => {
      const given = header === "Token" ? `Token ${sessions.token({ sub: "user_1" })}` : header;
      await expect(shopperOf(given, settings)).rejects.toMatchObject({ code: "unauthenticated" });
    },
  );
});

interface Vectors {
  public_keys: Record<string, string>;
  tokens: { name: string; token: string; payload: { azp?: string; sub?: string } }[];
}
const file = new URL("../../../../../shared/data/webhooks/clerk_jwt.json", import.meta.url);

describe.skipIf(!existsSync(file))("published tokens (skipped when ../shared/data is absent)", () => {
  const vectors = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Vectors) : undefined;

  it("count only where key, time, kind and party fit", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_666_648_260_000 });
    const good = vectors!.tokens.find(({ name }) => name === "mockJwt")!.payload;
    for (const [keyName, jwtKey] of Object.entries(vectors!.public_keys)) {
      for (const party of [good.azp!, "https://elsewhere.example"]) {
        for (const { name, token } of vectors!.tokens) {
          const asked = shopperOf(`Bearer ${token}`, { jwtKey, authorizedParties: [party] });
          const outcome = await asked.then(
            ({ userId }) => userId,
            (error: { code: string }) => error.code,
          );
          const fits = name === "mockJwt" && keyName === "pemEncodedPublicKey" && party === good.azp;
          expect([name, keyName, party, outcome]).toEqual([name, keyName, party, fits ? good.sub : "unauthenticated"]);
        }
      }
    }
  });
});
