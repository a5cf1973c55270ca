import { describe, expect, it } from "vitest";
import { decrypt } from "./encryption.ts";

describe("a message's encryption", () => {
  // RFC 8291, appendix A.
  const keys = {
    privateKey: "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
    p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    auth: "BTBZMqHH6r4Tts7J_aSIgg",
  };
  const body = Buffer.from(
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
    "base64url",
  );

  it("is that of RFC 8291's own example", () => {
    expect(decrypt(body, keys).toString("utf8")).toBe("When I grow up, I want to be a watermelon");
  });

  it("opens with no other key, and not when a bit is changed", () => {
    expect(() => decrypt(body, { ...keys, auth: "AAAAAAAAAAAAAAAAAAAAAA" })).toThrow();
    for (const at of [0, 30, body.length - 1]) {
      const changed = Buffer.from(body);
      changed[at]! ^= 1;
      expect(() => decrypt(changed, keys)).toThrow();
    }
  });
});
