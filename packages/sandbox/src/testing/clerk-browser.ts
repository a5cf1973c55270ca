import type { Sandbox } from "../server.ts";
import { type Answer, ask } from "./ask.ts";

/** Speaks to the local Clerk as its script does: form fields, the method in the address, a token for the browser. */
export interface FrontendBrowser {
  id: string;
  send(method: string, path: string, fields?: Record<string, string>): Promise<{ status: number; json: Frontend }>;
}

/** Whichever fields an answer has, of those that tests look into. */
export interface Resource {
  id: string;
  status: string;
  missing_fields: string[];
  created_user_id: string;
  created_session_id: string;
  supported_first_factors: { strategy: string; email_address_id?: string }[];
  sessions: { id: string; user: { id: string } }[];
}

export interface Frontend {
  response: Resource;
  client: Resource;
  errors?: { code: string; meta: { param_name?: string } }[];
  jwt?: string;
}

export const SITE = "http://127.0.0.1:4321";

/** A new browser at a page of `origin`. */
export async function openBrowser(sandbox: Sandbox, origin = SITE): Promise<FrontendBrowser> {
  const made = await ask(sandbox, "clerk", "/v1/dev_browser", { method: "POST" });
  const { id } = JSON.parse(made.text) as { id: string };
  return {
    id,
    async send(method, path, fields = {}) {
      const query = `__clerk_db_jwt=${id}&__clerk_api_version=2025-11-10${method === "GET" ? "" : `&_method=${method}`}`;
      const answer = await form(sandbox, `/v1${path}?${query}`, method === "GET" ? "GET" : "POST", fields, origin);
      return { status: answer.status, json: JSON.parse(answer.text) as Frontend };
    },
  };
}

function form(
  sandbox: Sandbox,
  path: string,
  method: string,
  fields: Record<string, string>,
  origin: string,
): Promise<Answer> {
  const headers = { origin, "content-type": "application/x-www-form-urlencoded" };
  return ask(sandbox, "clerk", path, {
    method,
    headers,
    ...(method === "POST" ? { body: new URLSearchParams(fields).toString() } : {}),
  });
}

const PASSWORD = "correct-horse-battery";
let count = 0;

/** Signs somebody up who types the code of their mail. */
export async function signUp(sandbox: Sandbox, browser: FrontendBrowser, email = `shopper${++count}@example.test`) {
  const begun = await browser.send("POST", "/client/sign_ups", {
    email_address: email,
    password: PASSWORD,
    first_name: "Asha",
  });
  const path = `/client/sign_ups/${begun.json.response.id}`;
  await browser.send("POST", `${path}/prepare_verification`, { strategy: "email_code" });
  const code = await codeFor(sandbox, email);
  const done = await browser.send("POST", `${path}/attempt_verification`, { strategy: "email_code", code });
  const { created_user_id: userId, created_session_id: sessionId } = done.json.response;
  return { email, password: PASSWORD, userId, sessionId, done };
}

/** The newest code that was sent to an address. */
export async function codeFor(sandbox: Sandbox, email: string): Promise<string> {
  const mails = await ask(sandbox, "sandbox", `/clerk/mails?to=${encodeURIComponent(email)}`);
  return (JSON.parse(mails.text) as { code: string }[]).at(-1)?.code ?? "";
}
