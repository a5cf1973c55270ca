import * as z from "zod/mini";

// Compiling a schema pays after some hundred parses, and few processes come that far.
z.config({ jitless: true });

const Env = z.object({
  STAGE: z._default(z.string(), "local"),
  TABLE_NAME: z.string(),
  SEARCH_ENDPOINT: z._default(z.string(), ""),
  /** Every index and alias of the stage starts with it. */
  SEARCH_PREFIX: z._default(z.string(), "local"),
  CRAWL_QUEUE_URL: z._default(z.string(), ""),
  INDEX_QUEUE_URL: z._default(z.string(), ""),
  EMBED_QUEUE_URL: z._default(z.string(), ""),
  MEDIA_QUEUE_URL: z._default(z.string(), ""),
  ALERT_QUEUE_URL: z._default(z.string(), ""),
  NOTIFY_QUEUE_URL: z._default(z.string(), ""),
  LIVE_QUEUE_URL: z._default(z.string(), ""),
  PRIVACY_QUEUE_URL: z._default(z.string(), ""),
  INBOX_QUEUE_URL: z._default(z.string(), ""),
  AFFILIATE_QUEUE_URL: z._default(z.string(), ""),
  UPLOAD_QUEUE_URL: z._default(z.string(), ""),
  REVIEW_QUEUE_URL: z._default(z.string(), ""),
  STREAM_DLQ_URL: z._default(z.string(), ""),
  /** Where a consumer sets aside what it gives up on, with the reason, and after how many tries. */
  DEAD_LETTERS_URL: z._default(z.string(), ""),
  DEAD_LETTERS_AFTER: z._default(z.coerce.number().check(z.int()), 5),
  SNAPSHOT_BUCKET: z._default(z.string(), ""),
  MEDIA_BUCKET: z._default(z.string(), ""),
  /** What belongs to one shopper: exports and uploads. */
  PRIVATE_BUCKET: z._default(z.string(), ""),
  /** Address of the same, no trailing slash, that browsers fetch signed addresses from; and its region. */
  PRIVATE_BUCKET_URL: z._default(z.string(), ""),
  AWS_REGION: z._default(z.string(), "ap-south-1"),
  /** Where stored pictures are served, no trailing slash; same-origin by default. */
  MEDIA_BASE_URL: z._default(z.string(), "/media"),
  EMBEDDER_FUNCTION: z._default(z.string(), ""),
  /** Where messages for open WebSockets are posted. */
  LIVE_ENDPOINT: z._default(z.string(), ""),
  RENDERER_FUNCTION: z._default(z.string(), ""),
  EMBEDDING_MODEL: z._default(z.string(), "bge-small-en-v1.5-q"),
  EMBEDDING_DIMENSION: z._default(z.coerce.number().check(z.int()), 384),
  /** How long a search waits for its query vector before it answers from BM25 alone. */
  QUERY_VECTOR_BUDGET_MS: z._default(z.coerce.number().check(z.int()), 120),
  /** Sent with every crawl request; carries a contact as RFC 9309 asks. */
  CRAWL_USER_AGENT: z._default(z.string(), "StylegenceBot/1.0 (+https://stylegence.com/bot)"),
  /** Private addresses that may be crawled all the same, "host=ip" pairs with commas; `*.name` for subdomains. */
  CRAWL_RESOLVE: z._default(z.string(), ""),
  /** The site's own origin, no trailing slash. */
  SITE_URL: z._default(z.string(), "http://127.0.0.1:4321"),
  /** PEM public key that session tokens are signed for; they are verified without asking anybody. */
  CLERK_JWT_KEY: z._default(z.string(), ""),
  /** Exact origins whose tokens are taken, with commas. */
  CLERK_AUTHORIZED_PARTIES: z._default(z.string(), ""),
  /** Tells the browser where it signs in. Without it the site offers no sign-in. */
  CLERK_PUBLISHABLE_KEY: z._default(z.string(), ""),
  /** Where browsers reach Clerk, where that is not the address that the key names. */
  CLERK_PROXY_URL: z._default(z.string(), ""),
  CLERK_API_URL: z._default(z.string(), "https://api.clerk.com"),
  MAIL_FROM: z._default(z.string(), "Stylegence <hello@stylegence.com>"),
  /** Where Amazon counts what became of our mail, and leaves out addresses that bounced. */
  MAIL_CONFIGURATION_SET: z._default(z.string(), ""),
  VAPID_PUBLIC_KEY: z._default(z.string(), ""),
  /** Contact that push services may use, `mailto:` or `https:`. */
  VAPID_SUBJECT: z._default(z.string(), "mailto:hello@stylegence.com"),
  /** Public by its nature: names the account that a checkout pays to. A stage without it sells nothing. */
  RAZORPAY_KEY_ID: z._default(z.string(), ""),
  RAZORPAY_API_URL: z._default(z.string(), "https://api.razorpay.com"),
  /** The script that opens the checkout in a browser. */
  RAZORPAY_CHECKOUT_URL: z._default(z.string(), "https://checkout.razorpay.com/v1/checkout.js"),
  /** Where events of other stages are passed on to, such as `https://{stage}.preview.example.com`; nowhere when empty. */
  RAZORPAY_RELAY: z._default(z.string(), ""),
  /** What reads receipts: Amazon Textract, or the reader that is packaged with the function. */
  /** The function that holds the packaged reader, where there is one. */
  OCR_FUNCTION: z._default(z.string(), ""),
  OCR: z._default(z.enum(["textract", "tesseract"]), "tesseract"),
  /** What puts reviews into English. With none they wait. */
  TRANSLATOR: z._default(z.enum(["amazon", "none"]), "none"),
  /** Paths of secrets in the parameter store. */
  CLERK_SECRET_KEY_PARAMETER: z._default(z.string(), ""),
  CLERK_WEBHOOK_SIGNING_SECRET_PARAMETER: z._default(z.string(), ""),
  MAIL_LINK_KEY_PARAMETER: z._default(z.string(), ""),
  VAPID_PRIVATE_KEY_PARAMETER: z._default(z.string(), ""),
  RAZORPAY_KEY_SECRET_PARAMETER: z._default(z.string(), ""),
  RAZORPAY_WEBHOOK_SECRET_PARAMETER: z._default(z.string(), ""),
  AFFILIATE_SECRETS_PARAMETER: z._default(z.string(), ""),
});

export type Config = z.infer<typeof Env>;

/** The environment, parsed once at the edge. Throws naming each variable that is missing or malformed. */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const parsed = Env.safeParse(env);
  if (parsed.success) return parsed.data;
  throw new Error(`Configuration: ${parsed.error.issues.map((i) => `${i.path.join(".")} ${i.message}`).join("; ")}`);
}
