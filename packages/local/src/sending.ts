import { createECDH, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Layout } from "./layout.ts";

interface Keys {
  vapidPublicKey: string;
  vapidPrivateKey: string;
  linkKey: string;
}

/** The sandbox takes the mail that Amazon would. It needs no name there, which not every resolver would know. */
export function mailEnvironment({ sandbox }: Pick<Layout, "sandbox">): Record<string, string> {
  return { AWS_ENDPOINT_URL_SESV2: `http://127.0.0.1:${sandbox}` };
}

/** What a stage sends mail and push with: made with the folder of data, and kept, since browsers subscribe with them. */
export function sendingOf({ data }: Pick<Layout, "data">): {
  env: Record<string, string>;
  secrets: Record<string, string>;
} {
  const file = path.join(data, "sending.json");
  if (!existsSync(file)) {
    mkdirSync(data, { recursive: true });
    writeFileSync(file, JSON.stringify(makeKeys()), { mode: 0o600 });
  }
  const keys = JSON.parse(readFileSync(file, "utf8")) as Keys;
  return {
    env: { VAPID_PUBLIC_KEY: keys.vapidPublicKey },
    secrets: { VAPID_PRIVATE_KEY: keys.vapidPrivateKey, MAIL_LINK_KEY: keys.linkKey },
  };
}

function makeKeys(): Keys {
  const pair = createECDH("prime256v1");
  const vapidPublicKey = pair.generateKeys("base64url");
  // Leading zeros belong to the key.
  const vapidPrivateKey = Buffer.from(pair.getPrivateKey("hex").padStart(64, "0"), "hex").toString("base64url");
  return { vapidPublicKey, vapidPrivateKey, linkKey: randomBytes(32).toString("base64url") };
}
