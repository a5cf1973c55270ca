import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { fromAws, ServiceError } from "../service-error.ts";
import type { Letter, Mail } from "./port.ts";

const CONNECT_MS = 2000;
const ANSWER_MS = 8000;

export interface SesOptions {
  /** Where what became of the letters is counted, and addresses that bounced are left out. */
  configurationSet?: string | undefined;
}

/** Amazon SES. The client's own retries are off: after an answer that got lost they would send twice. */
export function sesMail({ configurationSet }: SesOptions = {}): Mail {
  const client = makeClient();
  return {
    async send(letter) {
      try {
        const { MessageId = "" } = await client.send(commandOf(letter, configurationSet));
        return { messageId: MessageId };
      } catch (error) {
        throw explain(error);
      }
    },
  };
}

function makeClient(): SESv2Client {
  return new SESv2Client({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true },
  });
}

function commandOf({ from, to, subject, html, text, headers = {} }: Letter, set: string | undefined): SendEmailCommand {
  const part = (Data: string) => ({ Data, Charset: "UTF-8" });
  return new SendEmailCommand({
    FromEmailAddress: from,
    Destination: { ToAddresses: [to] },
    ConfigurationSetName: set,
    Content: {
      Simple: {
        Subject: part(subject),
        Body: { Html: part(html), Text: part(text) },
        Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
      },
    },
  });
}

/** What is wrong with the account, not with the letter. */
const OURS = new Set([
  "AccountSuspendedException",
  "SendingPausedException",
  "MailFromDomainNotVerifiedException",
  "NotFoundException",
  "LimitExceededException",
]);
/** Nothing was sent where nobody was reached. */
const UNREACHED = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|connection timed out/i;

interface Failure {
  name?: string;
  message?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

function explain(error: unknown): ServiceError {
  const { name = "Error", message = "", code = "", $metadata } = error as Failure;
  const status = $metadata?.httpStatusCode;
  // The service likes to quote the address.
  const words = message.replace(/[^\s<>"',;:]+@[^\s<>"',;:]+/g, "(address)");
  const cause = Object.assign(new Error(words), { name, $metadata });
  if (OURS.has(name)) return new ServiceError("ses", "unavailable", `${name} ${words}`, { status, cause });
  if (status !== undefined) return fromAws("ses", cause);
  const isUnreached = UNREACHED.test(`${code} ${name} ${message}`) || /Credentials/.test(name);
  return new ServiceError("ses", isUnreached ? "unavailable" : "timeout", `${name} ${words}`, { cause });
}
