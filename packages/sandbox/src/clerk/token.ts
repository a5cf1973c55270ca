import { createPublicKey, createSign } from "node:crypto";
import { type ClerkKeys, token } from "./keys.ts";
import type { Session } from "./model.ts";

/** Seconds that a session token lives; Clerk's script fetches the next one shortly before. */
const LIFETIME = 60;
/** A token is valid a little before it was made, for clocks that go slow. */
const EARLY = 10;

export interface TokenWish {
  session: Pick<Session, "id" | "userId" | "status" | "firstFactorAt" | "actor">;
  issuer: string;
  /** Origin of the page that asked; absent from tokens that a server asked for. */
  party?: string | undefined;
  now: Date;
  lifetime?: number;
}

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Signs any claims with the instance's key. */
export function sign(keys: ClerkKeys, claims: Record<string, unknown>): string {
  const text = `${part({ alg: "RS256", cat: "cl_B7d4PD111AAA", kid: keys.kid, typ: "JWT" })}.${part(claims)}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(keys.privateKey, "base64url")}`;
}

/** Claims of a session token of version 2. */
export function claims({ session, issuer, party, now, lifetime = LIFETIME }: TokenWish): Record<string, unknown> {
  const at = seconds(now);
  const age = Math.floor((now.getTime() - session.firstFactorAt) / 60_000);
  return {
    ...(party ? { azp: party } : {}),
    ...(session.actor ? { act: session.actor } : {}),
    exp: at + lifetime,
    fea: "",
    fva: [age, -1],
    iat: at,
    iss: issuer,
    jti: token(20).toLowerCase(),
    nbf: at - EARLY,
    pla: "u:free_user",
    sid: session.id,
    sts: session.status,
    sub: session.userId,
    v: 2,
  };
}

/** A session token as Clerk makes one every minute. */
export function sessionToken(keys: ClerkKeys, wish: TokenWish): string {
  return sign(keys, claims(wish));
}

/** The public key as a set that names it. */
export function jwks(keys: ClerkKeys): { keys: object[] } {
  const { n, e, kty } = createPublicKey(keys.publicKey).export({ format: "jwk" });
  return { keys: [{ use: "sig", kty, kid: keys.kid, alg: "RS256", n, e }] };
}
