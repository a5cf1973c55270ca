/** What differs between stages; everything else is the same stack. */
export interface Stage {
  name: string;
  /** Live keeps its data whatever happens to the stack; every other stage goes without a trace. */
  keepsData: boolean;
  /** Owns a search domain. The others use the shared one, under an index prefix of their own. */
  ownsSearch: "own" | "shared" | "no";
  /** What makes its vectors: a model of Amazon's over Bedrock, or the one that is packaged with the embedder function. */
  embedding: { model: string; dimension: number; bedrock: boolean };
  /** What reads receipts: Amazon's service, or the reader that is packaged with a function of ours. */
  ocr: "textract" | "tesseract";
  /** Every index and alias of the stage starts with it. */
  searchPrefix: string;
  /** The most that each queue's consumers run at once; Lambda takes 2 at least. */
  concurrency: { crawl: number; index: number; embed: number; media: number; live: number; alert: number };
  logDays: 7 | 30;
  /** Address of the emulator that stands for AWS; its services speak plain HTTP. */
  emulator: string | undefined;
  /** Refuse requests without TLS; an emulator that enforces policies would refuse everything. */
  tlsOnly: boolean;
  /** Origin of the site where it is known before the deploy. */
  siteUrl: string | undefined;
  /** Custom name and certificate (in us-east-1) of the site, where the account has them. */
  domain: { name: string; certificateArn: string; zone: { id: string; name: string } | undefined } | undefined;
  /** The instance of Clerk that shoppers sign in with; a stage without one has no shoppers. */
  clerk: Clerk | undefined;
  /** Who mails come from; a stage without one sends none. */
  mail: Mail | undefined;
  /** Key that browsers subscribe with, and how push services reach us; a stage without them sends nothing to browsers. */
  push: { publicKey: string; subject: string } | undefined;
  /** What takes payments; a stage without it sells nothing. */
  razorpay: Razorpay | undefined;
  webAclArn: string | undefined;
  alarmEmail: string | undefined;
}

export interface Clerk {
  /** PEM public key of its sessions. */
  jwtKey: string;
  publishableKey: string;
  /** Where browsers reach it, where that is not the address that the key names. */
  proxyUrl: string | undefined;
  apiUrl: string | undefined;
  /** Origins whose sessions are taken beside the site's own, with commas. */
  authorizedParties: string | undefined;
}

export interface Razorpay {
  keyId: string;
  apiUrl: string | undefined;
  checkoutUrl: string | undefined;
  /** Where events of other stages are passed on to, `https://{stage}.preview.example.com`. */
  relay: string | undefined;
}

export interface Mail {
  /** `Stylegence <hello@stylegence.com>`. */
  from: string;
  address: string;
  domain: string;
}

/**
 * No stage's name plus "-" may begin another's: index names are matched by that prefix when a stage is removed.
 * Hence hyphens only in `pr-<number>`.
 */
const NAME = /^(pr-\d{1,6}|[a-z][a-z0-9]{1,19})$/;

const MODELS: Record<string, Stage["embedding"]> = {
  "amazon.titan-embed-image-v1": { model: "amazon.titan-embed-image-v1", dimension: 384, bedrock: true },
  "bge-small-en-v1.5-q": { model: "bge-small-en-v1.5-q", dimension: 384, bedrock: false },
};

/** The settings of a stage by its name. Throws where the name, or a setting of the environment, is not allowed. */
export function stageOf(name: string, env: NodeJS.ProcessEnv = process.env): Stage {
  if (!NAME.test(name) || name === "pr") throw new Error(`Stage "${name}": use pr-<number>, or letters and digits.`);
  const live = name === "live";
  const domain = domainOf(name, env);
  return {
    name,
    keepsData: live,
    // `local` is to the emulator what `dev` is to the account: previews beside it share its domain.
    ownsSearch: live ? "own" : name === "dev" || name === "local" ? "shared" : "no",
    embedding: embeddingOf(env),
    ocr: ocrOf(env),
    searchPrefix: name,
    concurrency: live
      ? { crawl: 20, index: 5, embed: 5, media: 10, live: 10, alert: 5 }
      : { crawl: 2, index: 2, embed: 2, media: 2, live: 2, alert: 2 },
    logDays: live ? 30 : 7,
    emulator: emulatorOf(env),
    tlsOnly: emulatorOf(env) === undefined,
    siteUrl: env.SITE_URL ?? (domain && `https://${domain.name}`),
    domain,
    clerk: clerkOf(env),
    mail: mailOf(env),
    push: env.VAPID_PUBLIC_KEY
      ? { publicKey: env.VAPID_PUBLIC_KEY, subject: env.VAPID_SUBJECT || "mailto:hello@stylegence.com" }
      : undefined,
    razorpay: razorpayOf(env),
    webAclArn: env.WEB_ACL_ARN || undefined,
    alarmEmail: env.ALARM_EMAIL || undefined,
  };
}

function clerkOf(env: NodeJS.ProcessEnv): Clerk | undefined {
  const { CLERK_JWT_KEY: jwtKey, CLERK_PUBLISHABLE_KEY: publishableKey } = env;
  if (!jwtKey && !publishableKey) return undefined;
  if (!jwtKey || !publishableKey) throw new Error("CLERK_JWT_KEY and CLERK_PUBLISHABLE_KEY go together.");
  const { CLERK_PROXY_URL: proxyUrl, CLERK_API_URL: apiUrl, CLERK_AUTHORIZED_PARTIES: authorizedParties } = env;
  return { jwtKey, publishableKey, proxyUrl, apiUrl, authorizedParties };
}

function razorpayOf(env: NodeJS.ProcessEnv): Razorpay | undefined {
  const { RAZORPAY_KEY_ID: keyId, RAZORPAY_API_URL: apiUrl, RAZORPAY_CHECKOUT_URL: checkoutUrl } = env;
  return keyId ? { keyId, apiUrl, checkoutUrl, relay: env.RAZORPAY_RELAY || undefined } : undefined;
}

function mailOf(env: NodeJS.ProcessEnv): Mail | undefined {
  // Whatever an emulator sends stays on the machine.
  const from = env.MAIL_FROM || (emulatorOf(env) && "Stylegence <hello@stylegence.localhost>");
  if (!from) return undefined;
  const address = /<([^<>]+)>$/.exec(from)?.[1] ?? from;
  const [, domain] = /^[^@\s]+@([^@\s]+)$/.exec(address) ?? [];
  if (!domain) throw new Error(`MAIL_FROM "${from}" is no address.`);
  return { from, address, domain };
}

function emulatorOf({ AWS_ENDPOINT_URL }: NodeJS.ProcessEnv): string | undefined {
  return AWS_ENDPOINT_URL?.startsWith("http:") ? AWS_ENDPOINT_URL : undefined;
}

function embeddingOf(env: NodeJS.ProcessEnv): Stage["embedding"] {
  // An emulator has no Bedrock.
  const wanted = env.EMBEDDING_MODEL || (emulatorOf(env) ? "bge-small-en-v1.5-q" : "amazon.titan-embed-image-v1");
  const model = MODELS[wanted];
  if (!model) throw new Error(`EMBEDDING_MODEL "${wanted}": there are ${Object.keys(MODELS).join(" and ")}.`);
  return model;
}

function ocrOf(env: NodeJS.ProcessEnv): Stage["ocr"] {
  // An emulator has no Textract.
  const wanted = env.OCR || (emulatorOf(env) ? "tesseract" : "textract");
  if (wanted !== "textract" && wanted !== "tesseract") throw new Error(`OCR "${wanted}": textract or tesseract.`);
  return wanted;
}

function domainOf(stage: string, env: NodeJS.ProcessEnv): Stage["domain"] {
  const { SITE_DOMAIN, SITE_CERTIFICATE_ARN: certificateArn, SITE_ZONE_ID } = env;
  if (!SITE_DOMAIN || !certificateArn) return undefined;
  const name = stage === "live" ? SITE_DOMAIN : `${stage}.preview.${SITE_DOMAIN}`;
  return { name, certificateArn, zone: SITE_ZONE_ID ? { id: SITE_ZONE_ID, name: SITE_DOMAIN } : undefined };
}
