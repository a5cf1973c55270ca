import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const SECRET_BYTES = 24;
const SHAPE = /^(inv_[0-9A-HJKMNP-TV-Z]{26})\.([\w-]{32})$/;

/** A secret that opens an invitation, and what is kept of it. */
export function newSecret(): { secret: string; secretHash: string } {
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  return { secret, secretHash: hashOf(secret).toString("hex") };
}

export function tokenOf(invitationId: string, secret: string): string {
  return `${invitationId}.${secret}`;
}

/** The parts of a token, or null for what is none. */
export function parse(token: string): { invitationId: string; secret: string } | null {
  const [, invitationId, secret] = SHAPE.exec(token) ?? [];
  return invitationId && secret ? { invitationId, secret } : null;
}

export function isSecretOf(secret: string, secretHash: string): boolean {
  const [given, kept] = [hashOf(secret), Buffer.from(secretHash, "hex")];
  return given.length === kept.length && timingSafeEqual(given, kept);
}

function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
