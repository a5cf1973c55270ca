import { createHash, createHmac } from "node:crypto";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { SignatureV4 } from "@smithy/signature-v4";

export interface Signable {
  method: string;
  url: URL;
  body: string | undefined;
}

type Bytes = string | ArrayBuffer | ArrayBufferView;

const toBuffer = (data: Bytes): Buffer | string => {
  if (typeof data === "string") return data;
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(new Uint8Array(data));
};

class Sha256 {
  readonly #hash;

  constructor(secret?: Bytes) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", toBuffer(secret));
  }

  update(data: Bytes): void {
    this.#hash.update(toBuffer(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {}
}

/** The region in the name of an OpenSearch Service domain; null for any other host, which gets no signature. */
export function regionOf(host: string): string | null {
  return /\.([a-z0-9-]+)\.(?:es|aos)\.(?:amazonaws\.com(?:\.cn)?|on\.aws)$/.exec(host)?.[1] ?? null;
}

/** Makes the headers that sign a request to a domain of that region with the function's own credentials. */
export function signer(region: string): (request: Signable) => Promise<Record<string, string>> {
  const signature = new SignatureV4({ service: "es", region, credentials: defaultProvider(), sha256: Sha256 });
  return async ({ method, url, body }) => {
    const query: Record<string, string> = Object.fromEntries(url.searchParams);
    const signed = await signature.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query,
      headers: { host: url.host, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      body,
    });
    return signed.headers;
  };
}
