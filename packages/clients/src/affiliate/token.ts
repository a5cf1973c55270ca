import { ServiceError } from "../service-error.ts";
import { parse } from "./request.ts";

/** Renewed when this much of it is left. */
const MARGIN_MS = 60_000;

interface Answer {
  access_token?: unknown;
  expires_in?: unknown;
}

/**
 * Runs a body with an OAuth token, which is kept until it ends; once more with a fresh one where it was refused. Throws
 * ServiceError.
 */
export function tokens(service: string, fetchToken: () => Promise<string>) {
  let held: { token: string; until: number } | null = null;

  async function token(): Promise<string> {
    if (held && held.until > performance.now()) return held.token;
    const answer = parse<Answer>(service, await fetchToken());
    if (typeof answer.access_token !== "string") throw new ServiceError(service, "rejected", "no token was given");
    const lives = Number(answer.expires_in ?? 0) * 1000 - MARGIN_MS;
    held = { token: answer.access_token, until: performance.now() + (Number.isFinite(lives) ? lives : 0) };
    return held.token;
  }

  return async <T>(body: (authorization: string) => Promise<T>): Promise<T> => {
    try {
      return await body(`Bearer ${await token()}`);
    } catch (error) {
      if (!(error instanceof ServiceError) || error.status !== 401 || !held) throw error;
      held = null;
      return body(`Bearer ${await token()}`);
    }
  };
}
