import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from "node:crypto";

/** What a browser makes when it subscribes, its private part included. */
export interface BrowserKeys {
  privateKey: string;
  p256dh: string;
  auth: string;
}

const CURVE = "prime256v1";
const SALT = 16;
const TAG = 16;
const HEADER = SALT + 4 + 1;

export function makeBrowserKeys(): BrowserKeys {
  const pair = createECDH(CURVE);
  const p256dh = pair.generateKeys().toString("base64url");
  return { privateKey: pair.getPrivateKey("base64url"), p256dh, auth: randomBytes(16).toString("base64url") };
}

/** A message as RFC 8291 and 8188 have it, in one record. Throws for what the keys do not open. */
export function decrypt(body: Buffer, keys: BrowserKeys): Buffer {
  const salt = body.subarray(0, SALT);
  const recordSize = body.readUInt32BE(SALT);
  const sender = body.subarray(HEADER, HEADER + body.readUInt8(SALT + 4));
  const record = body.subarray(HEADER + sender.length);
  if (record.length > recordSize) throw new Error("More than one record.");
  const { key, nonce } = derive(salt, sender, keys);
  const decipher = createDecipheriv("aes-128-gcm", key, nonce);
  decipher.setAuthTag(record.subarray(-TAG));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -TAG)), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error("The record is not the last one.");
  return padded.subarray(0, end);
}

function derive(salt: Buffer, sender: Buffer, keys: BrowserKeys): { key: Buffer; nonce: Buffer } {
  const shared = pairOf(keys.privateKey).computeSecret(sender);
  const receiver = Buffer.from(keys.p256dh, "base64url");
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), receiver, sender]);
  const secret = Buffer.from(hkdfSync("sha256", shared, Buffer.from(keys.auth, "base64url"), info, 32));
  const expand = (name: string, length: number) =>
    Buffer.from(hkdfSync("sha256", secret, salt, Buffer.from(`Content-Encoding: ${name}\0`), length));
  return { key: expand("aes128gcm", 16), nonce: expand("nonce", 12) };
}

function pairOf(privateKey: string): ECDH {
  const pair = createECDH(CURVE);
  pair.setPrivateKey(privateKey, "base64url");
  return pair;
}
