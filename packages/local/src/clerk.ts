import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { emulated, type Layout } from "./layout.ts";

/** How the sandbox's Clerk describes itself. */
interface Described {
  publishableKey: string;
  secretKey: string;
  jwtKey: string;
  webhookSecret: string;
  apiUrl: string;
  frontendUrl: string;
}

export interface LocalClerk {
  /** Environment of a deploy, named as on AWS. */
  env: Record<string, string>;
  /** Values that are in no template. */
  secrets: Record<string, string>;
}

/** The sandbox's Clerk, as a stage is told of any Clerk. */
export async function clerkOf(layout: Pick<Layout, "site">, sandbox: string): Promise<LocalClerk> {
  const answer = await fetch(`${sandbox}/clerk`);
  if (!answer.ok) throw new Error(`The sandbox does not describe its Clerk: ${answer.status}`);
  const clerk = (await answer.json()) as Described;
  return {
    env: {
      CLERK_JWT_KEY: clerk.jwtKey,
      CLERK_PUBLISHABLE_KEY: clerk.publishableKey,
      CLERK_PROXY_URL: clerk.frontendUrl,
      CLERK_API_URL: clerk.apiUrl,
      // Both names of this machine lead to the site.
      CLERK_AUTHORIZED_PARTIES: `http://localhost:${layout.site}`,
    },
    secrets: { CLERK_SECRET_KEY: clerk.secretKey, CLERK_WEBHOOK_SIGNING_SECRET: clerk.webhookSecret },
  };
}

/** Tells the sandbox's Clerk where the stage takes its events. */
export async function sendEventsTo(site: string, sandbox: string): Promise<void> {
  await fetch(`${sandbox}/clerk/webhook`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ url: `${site}/api/webhooks/clerk` }),
  });
}

/** Puts secrets where the stage's functions look for them, as `sst secrets set` does on AWS. */
export async function putSecrets(stage: string, emulator: string, secrets: Record<string, string>): Promise<void> {
  const client = new SSMClient(emulated(emulator));
  for (const [name, Value] of Object.entries(secrets)) {
    const Name = `/sst/stylegence/${stage}/Secret/${name}/value`;
    await client.send(new PutParameterCommand({ Name, Value, Type: "SecureString", Overwrite: true }));
  }
  client.destroy();
}
