import { createSign, generateKeyPairSync, randomUUID } from "node:crypto";

export interface Claims {
  sub?: string;
  azp?: string | undefined;
  /** Seconds from now; 60 where absent. */
  expiresIn?: number;
  [claim: string]: unknown;
}

export interface Sessions {
  /** PEM public key. */
  jwtKey: string;
  /** The one origin that tokens are made for where they name no other. */
  party: string;
  /** A session token as Clerk makes them, claim version 2; what is `undefined` is left out. */
  token(claims: Claims, header?: Record<string, unknown>): string;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A key pair of its own, and tokens signed with it. */
export function makeSessions(party = "https://shop.example"): Sessions {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    jwtKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    party,
    token({ expiresIn = 60, ...claims }, header = {}) {
      const now = Math.floor(Date.now() / 1000);
      const made = {
        azp: party,
        exp: now + expiresIn,
        fva: [0, -1],
        iat: now + Math.min(0, expiresIn - 60),
        iss: "https://clerk.example",
        jti: randomUUID(),
        nbf: now + Math.min(0, expiresIn - 60) - 10,
        sid: "sess_test",
        sts: "active",
        v: 2,
        ...claims,
      };
      const signed = `${encode({ alg: "RS256", kid: "ins_test", typ: "JWT", ...header })}.${encode(made)}`;
      return `${signed}.${createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url")}`;
    },
  };
}
