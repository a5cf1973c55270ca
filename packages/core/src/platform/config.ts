import { z } from "zod";

const Env = z.object({
  STAGE: z.string().default("local"),
  TABLE_NAME: z.string(),
  SEARCH_ENDPOINT: z.string().default(""),
  /** Every index and alias of the stage starts with it. */
  SEARCH_PREFIX: z.string().default("local"),
  CRAWL_QUEUE_URL: z.string().default(""),
  INDEX_QUEUE_URL: z.string().default(""),
  EMBED_QUEUE_URL: z.string().default(""),
  MEDIA_QUEUE_URL: z.string().default(""),
  STREAM_DLQ_URL: z.string().default(""),
  SNAPSHOT_BUCKET: z.string().default(""),
  MEDIA_BUCKET: z.string().default(""),
  /** Where stored pictures are served, no trailing slash; same-origin by default. */
  MEDIA_BASE_URL: z.string().default("/media"),
  EMBEDDER_FUNCTION: z.string().default(""),
  RENDERER_FUNCTION: z.string().default(""),
  EMBEDDING_MODEL: z.string().default("bge-small-en-v1.5-q"),
  EMBEDDING_DIMENSION: z.coerce.number().int().default(384),
  /** How long a search waits for its query vector before it answers from BM25 alone. */
  QUERY_VECTOR_BUDGET_MS: z.coerce.number().int().default(120),
  /** Sent with every crawl request; carries a contact as RFC 9309 asks. */
  CRAWL_USER_AGENT: z.string().default("StylegenceBot/1.0 (+https://stylegence.com/bot)"),
  /** Private addresses that may be crawled all the same, "host=ip" pairs with commas; `*.name` for subdomains. */
  CRAWL_RESOLVE: z.string().default(""),
  /** The site's own origin, no trailing slash. */
  SITE_URL: z.string().default("http://127.0.0.1:4321"),
});

export type Config = z.infer<typeof Env>;

/** The environment, parsed once at the edge. Throws naming each variable that is missing or malformed. */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const parsed = Env.safeParse(env);
  if (parsed.success) return parsed.data;
  throw new Error(`Configuration: ${parsed.error.issues.map((i) => `${i.path.join(".")} ${i.message}`).join("; ")}`);
}
