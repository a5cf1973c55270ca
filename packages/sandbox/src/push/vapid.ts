import { createPublicKey, verify } from "node:crypto";

const DAY_S = 86_400;

/** What is wrong with the sender's proof (RFC 8292), as a push service answers it; null where it is right. */
export function vapidFault(
  authorization: string | undefined,
  wanted: { key: string; audience: string; now: Date },
): { status: 401 | 403; reason: string } | null {
  const [, token, key] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization ?? "") ?? [];
  if (!token || !key) return { status: 401, reason: "There is no VAPID authorization." };
  if (key !== wanted.key) return { status: 403, reason: "It was subscribed with another key." };
  const [head = "", payload = "", signature = ""] = token.split(".");
  if (!isSigned(`${head}.${payload}`, signature, key)) return { status: 403, reason: "The signature is wrong." };
  const { aud, exp, sub } = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Record<string, unknown>;
  const now = wanted.now.getTime() / 1000;
  if (aud !== wanted.audience) return { status: 403, reason: `The audience is ${String(aud)}.` };
  if (typeof exp !== "number" || exp <= now || exp > now + DAY_S)
    return { status: 403, reason: "It is over, or too long." };
  if (!/^(mailto:|https:)/.test(String(sub))) return { status: 403, reason: "There is no contact." };
  return null;
}

function isSigned(text: string, signature: string, key: string): boolean {
  const point = Buffer.from(key, "base64url");
  if (point.length !== 65) return false;
  const [x, y] = [point.subarray(1, 33).toString("base64url"), point.subarray(33).toString("base64url")];
  const publicKey = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
  const options = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
  return verify("sha256", Buffer.from(text), options, Buffer.from(signature, "base64url"));
}
