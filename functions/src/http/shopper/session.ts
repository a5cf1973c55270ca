import { verifyToken } from "@clerk/backend";
import { TokenVerificationError } from "@clerk/backend/errors";
import type { Actor } from "@stylegence/core/platform/context";
import { DomainError } from "@stylegence/core/platform/errors";
import { listOf } from "@stylegence/core/platform/list";

export interface SessionSettings {
  /** PEM public key that sessions are signed for. */
  jwtKey: string;
  /** Exact origins; a trailing slash or a wildcard would match nothing. */
  authorizedParties: readonly string[];
}

type Shopper = Extract<Actor, { type: "shopper" }>;

/**
 * The settings from the configuration. Throws where the key or the list of parties is missing: with an empty list the library would
 * take tokens that were made for any site.
 */
export function sessionSettings(config: { CLERK_JWT_KEY: string; CLERK_AUTHORIZED_PARTIES: string }): SessionSettings {
  const authorizedParties = listOf(config.CLERK_AUTHORIZED_PARTIES);
  const wrong = authorizedParties.filter((party) => party.includes("*") || URL.parse(party)?.origin !== party);
  if (config.CLERK_JWT_KEY.trim() === "") throw new Error("Configuration: CLERK_JWT_KEY is empty.");
  if (authorizedParties.length === 0) throw new Error("Configuration: CLERK_AUTHORIZED_PARTIES is empty.");
  if (wrong.length > 0) throw new Error(`Configuration: CLERK_AUTHORIZED_PARTIES holds no origin in ${wrong.join()}.`);
  // Line ends do not survive every way that a key may travel.
  return { jwtKey: config.CLERK_JWT_KEY.replaceAll("\\n", "\n"), authorizedParties };
}

/**
 * The shopper whose session token a request carries, verified without asking anybody. Throws `unauthenticated` for a missing, expired,
 * forged or foreign one, and for a session that is not yet complete.
 */
export async function shopperOf(authorization: string | undefined, settings: SessionSettings): Promise<Shopper> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? "")?.[1];
  if (!token) throw new DomainError("unauthenticated", "This needs a session: sign in first.");
  const { sub, sts, act, fva } = await verified(token, settings);
  if (sts === "pending") throw new DomainError("unauthenticated", "This sign-in is not complete.");
  if (!sub) throw new DomainError("unauthenticated", "The session names nobody.");
  // -1 stands for never.
  const provedMinutesAgo = fva && fva[0] >= 0 ? fva[0] : undefined;
  return { type: "shopper", userId: sub, ...(act?.sub ? { act: act.sub } : {}), provedMinutesAgo };
}

async function verified(token: string, { jwtKey, authorizedParties }: SessionSettings) {
  try {
    const claims = await verifyToken(token, { jwtKey, authorizedParties: [...authorizedParties] });
    return claims as typeof claims & { sts?: string; act?: { sub?: string } };
  } catch (cause) {
    if (!(cause instanceof TokenVerificationError)) throw cause;
    throw new DomainError("unauthenticated", "This session has ended or is not for this site.", { cause });
  }
}
