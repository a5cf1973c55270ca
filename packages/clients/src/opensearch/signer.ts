import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { SignatureV4 } from "@smithy/signature-v4";
import { Sha256 } from "../sha256.ts";

export interface Signable {
  method: string;
  url: URL;
  body: string | undefined;
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
