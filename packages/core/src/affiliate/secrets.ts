import { createHash, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import { DomainError } from "../platform/errors.ts";

/** Less than this could be guessed. */
const MIN_SECRET = 24;

const Secrets = z.record(
  z.string(),
  z.object({
    /** Last segments of the address that it sends to; two while one is replaced. */
    paths: z._default(z.array(z.string().check(z.minLength(MIN_SECRET), z.maxLength(128))), []),
    api: z._default(z.record(z.string(), z.string()), {}),
  }),
);
/** By network. */
export type Secrets = z.infer<typeof Secrets>;

/** The stage's secret of affiliate networks, read. Throws `unavailable`, and never tells what is in it. */
export function secretsOf(text: string): Secrets {
  const parsed = Secrets.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path }) => path.join(".")).join(", ");
  throw new DomainError("unavailable", "The secrets of affiliate networks can't be read.", { context: { wrong } });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const NOBODY = ["none of these is ever sent"];

/**
 * Whether a network's address ends so. Takes as long for a network that there is none of, and for a secret that is wrong at its first
 * letter or at its last.
 */
export function isSecretOf(secrets: Secrets, network: string, given: string): boolean {
  const paths = Object.hasOwn(secrets, network) ? (secrets[network]?.paths ?? []) : [];
  const digest = digestOf(given);
  // Each is compared, whatever the first one says.
  const fits = (paths.length > 0 ? paths : NOBODY).map((path) => timingSafeEqual(digestOf(path), digest));
  return paths.length > 0 && fits.includes(true);
}

const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest();
