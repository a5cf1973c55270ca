import { randomBytes } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import PostalMime from "postal-mime";
import * as z from "zod/mini";
import { reset } from "../control/fault-effects.ts";
import type { MailFault, MailFaults } from "./faults.ts";
import { bare, type Kept, type Store } from "./store.ts";

type Env = { Bindings: HttpBindings };

const Part = z.object({ Data: z.string(), Charset: z.optional(z.string()) });
/** Of `POST /v2/email/outbound-emails`, as far as it is spoken here: no templates, no attachments of simple letters. */
const SendEmail = z.object({
  FromEmailAddress: z.optional(z.string()),
  Destination: z.optional(
    z.object({
      ToAddresses: z.optional(z.array(z.string())),
      CcAddresses: z.optional(z.array(z.string())),
      BccAddresses: z.optional(z.array(z.string())),
    }),
  ),
  ConfigurationSetName: z.optional(z.string()),
  Content: z.object({
    Simple: z.optional(
      z.object({
        Subject: Part,
        Body: z.object({ Html: z.optional(Part), Text: z.optional(Part) }),
        Headers: z.optional(z.array(z.object({ Name: z.string(), Value: z.string() }))),
      }),
    ),
    /** Base64 of the letter as in RFC 5322. */
    Raw: z.optional(z.object({ Data: z.string() })),
  }),
});
type SendEmail = z.infer<typeof SendEmail>;
type Letter = Omit<Kept, "id" | "at">;

const MAX_RECIPIENTS = 50;
const MAX_HEADERS = 15;
const ADDRESS = /^[^\s@<>]{1,64}@[^\s@<>]+$/;
/** Those that Amazon writes itself. */
const OWN_HEADERS =
  /^(from|to|cc|bcc|subject|date|message-id|sender|reply-to|return-path|mime-version|content-.*|received|dkim-.*|x-ses-.*)$/i;

class Refused extends Error {}

/** What befalls a letter, as Amazon says it: status, type and words. */
const FAULTS: Record<Exclude<MailFault["kind"], "lost">, [400 | 429 | 500, string, string]> = {
  throttle: [429, "TooManyRequestsException", "Maximum sending rate exceeded."],
  reject: [400, "MessageRejected", "Email address is on the suppression list for your account."],
  error: [500, "InternalServiceErrorException", "We encountered an internal error. Please try again."],
  paused: [400, "SendingPausedException", "Email sending is disabled for your account."],
};

/** The sending of SES version 2, as its clients speak it. */
export function sesWire(store: Store, faults: MailFaults): Hono<Env> {
  const app = new Hono<Env>();
  app.post("/v2/email/outbound-emails", async (c) => {
    if (
      !/^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[^/]+\/ses\/aws4_request,/.test(c.req.header("authorization") ?? "")
    )
      return fail(c, 403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    try {
      const letter = await letterOf(SendEmail.safeParse(await c.req.json().catch(() => null)));
      const fault = faults.meet(letter.to.map(bare));
      if (fault === "lost") {
        store.add(letter);
        return reset(c);
      }
      if (fault) return fail(c, ...FAULTS[fault]);
      store.add(letter);
      return c.json({ MessageId: `0109${randomBytes(6).toString("hex")}-${crypto.randomUUID()}-000000` });
    } catch (error) {
      if (error instanceof Refused) return fail(c, 400, "BadRequestException", error.message);
      throw error;
    }
  });
  return app;
}

function fail(c: Context<Env>, status: 400 | 403 | 429 | 500, type: string, message: string): Response {
  return c.json({ message }, status, { "x-amzn-errortype": type });
}

async function letterOf(parsed: ReturnType<typeof SendEmail.safeParse>): Promise<Letter> {
  if (!parsed.success) throw new Refused("The request is not valid.");
  const { FromEmailAddress: from, Destination, Content } = parsed.data;
  const { ToAddresses: to = [], CcAddresses: cc = [], BccAddresses: bcc = [] } = Destination ?? {};
  const all = [...to, ...cc, ...bcc];
  if (all.length > MAX_RECIPIENTS) throw new Refused("Recipient count exceeds 50.");
  if (all.some((address) => !ADDRESS.test(bare(address)))) throw new Refused("Missing final '@domain'");
  if ((Content.Simple === undefined) === (Content.Raw === undefined)) throw new Refused("Exactly one kind of content.");
  if (Content.Raw) return rawLetter(Content.Raw.Data, from, all);
  if (!from || !ADDRESS.test(bare(from))) throw new Refused("Missing or invalid FromEmailAddress.");
  if (all.length === 0) throw new Refused("Destination is required.");
  return simpleLetter(Content.Simple!, from, all);
}

function simpleLetter(
  { Subject, Body, Headers = [] }: NonNullable<SendEmail["Content"]["Simple"]>,
  from: string,
  to: string[],
): Letter {
  if (!Body.Html && !Body.Text) throw new Refused("A body is required.");
  if (/[\r\n]/.test(Subject.Data)) throw new Refused("The subject has more than one line.");
  if (Headers.length > MAX_HEADERS) throw new Refused("Too many headers.");
  for (const { Name, Value } of Headers) {
    if (!/^[\x21-\x39\x3b-\x7e]{1,126}$/.test(Name) || OWN_HEADERS.test(Name)) throw new Refused(`Header ${Name}.`);
    if (!/^[\x20-\x7e]{1,870}$/.test(Value)) throw new Refused(`The value of header ${Name}.`);
  }
  const headers = Headers.map(({ Name, Value }): [string, string] => [Name, Value]);
  return { from, to, subject: Subject.Data, text: Body.Text?.Data ?? "", html: Body.Html?.Data ?? "", headers };
}

async function rawLetter(data: string, from: string | undefined, to: string[]): Promise<Letter> {
  const mail = await PostalMime.parse(Buffer.from(data, "base64"));
  const named = [...(mail.to ?? []), ...(mail.cc ?? [])].flatMap(({ address }) => address ?? []);
  const sender = from ?? mail.from?.address;
  if (!sender) throw new Refused("Missing required header 'From'.");
  if (to.length === 0 && named.length === 0) throw new Refused("Missing required header 'To'.");
  return {
    from: sender,
    to: to.length > 0 ? to : named,
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html ?? "",
    headers: mail.headers.map(({ key, value }): [string, string] => [key, value]),
  };
}
