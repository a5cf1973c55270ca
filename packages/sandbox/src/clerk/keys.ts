import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What an instance of Clerk is known by. Made at the first start, and kept. */
export interface ClerkKeys {
  instanceId: string;
  /** Names the key pair in the header of every token. */
  kid: string;
  publishableKey: string;
  secretKey: string;
  /** The newest first; the one before it signs as well until it is taken away. */
  webhookSecrets: string[];
  privateKey: string;
  /** PEM, for verifying tokens without asking anybody. */
  publicKey: string;
}

/** Scripts of Clerk's take this for the address of a development instance, and speak to its proxy instead. */
const FRONTEND_API = "stylegence-local-00.clerk.accounts.dev";

export const webhookSecret = (): string => `whsec_${randomBytes(24).toString("base64")}`;

function make(): ClerkKeys {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const instanceId = `ins_${token(20)}`;
  return {
    instanceId,
    kid: instanceId,
    publishableKey: `pk_test_${Buffer.from(`${FRONTEND_API}$`).toString("base64")}`,
    secretKey: `sk_test_${token(32)}`,
    webhookSecrets: [webhookSecret()],
    privateKey,
    publicKey,
  };
}

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Random letters and digits, as Clerk's ids end in. */
export function token(length: number): string {
  return [...randomBytes(length)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
}

/** The keys kept in `dir`; new ones where there are none. */
export function openKeys(dir: string | null): { keys: ClerkKeys; save(): void } {
  const file = dir ? join(dir, "clerk-keys.json") : null;
  const keys = (file && read(file)) || make();
  const save = () => {
    if (!dir || !file) return;
    mkdirSync(dir, { recursive: true });
    writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
  };
  save();
  return { keys, save };
}

function read(file: string): ClerkKeys | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ClerkKeys;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
