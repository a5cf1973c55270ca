import type { Page } from "playwright-core";
import { vi } from "vitest";
import type { DeployedStage } from "./stage.setup.ts";

type At = Pick<DeployedStage, "site" | "sandbox">;

export interface Person {
  email: string;
  firstName: string;
  password: string;
}

let count = 0;

/** Somebody whom no stage has met before. */
export function somebody(firstName = "Asha"): Person {
  count += 1;
  return {
    email: `${firstName.toLowerCase()}${Date.now()}${count}@example.test`,
    firstName,
    password: "marigold-kurta-42",
  };
}

/** The newest code that the local Clerk sent to an address. */
export function codeFor({ sandbox }: Pick<At, "sandbox">, email: string): Promise<string> {
  return vi.waitFor(
    async () => {
      const mails = await fetch(`${sandbox}/clerk/mails?to=${encodeURIComponent(email)}`);
      const code = ((await mails.json()) as { code: string }[]).at(-1)?.code;
      if (code === undefined) throw new Error(`No code was sent to ${email}.`);
      return code;
    },
    { timeout: 15_000 },
  );
}

/** Signs somebody up by hand, from any page of the site, and waits until they are back on it with their menu. */
export async function signUp(page: Page, stage: At, person: Person): Promise<void> {
  await page.getByRole("link", { name: "Sign in", exact: true }).click();
  await page.getByRole("link", { name: "Sign up" }).click();
  await fillSignUp(page, stage, person);
  await signedIn(page, stage);
}

/** Fills in the form of who signs up, and proves the address by its code. */
export async function fillSignUp(page: Page, stage: Pick<At, "sandbox">, person: Person): Promise<void> {
  await page.getByLabel("First name").fill(person.firstName);
  await page.getByLabel("Email address").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.keyboard.press("Enter");
  await page.getByText("Verify your email").waitFor();
  await page.keyboard.type(await codeFor(stage, person.email));
}

/** Signs somebody in who has been here before. */
export async function signIn(page: Page, stage: At, person: Person): Promise<void> {
  await page.getByRole("link", { name: "Sign in", exact: true }).click();
  await page.getByLabel("Email address").fill(person.email);
  await page.keyboard.press("Enter");
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.keyboard.press("Enter");
  await signedIn(page, stage);
}

async function signedIn(page: Page, { site }: Pick<At, "site">): Promise<void> {
  await page.waitForURL((url) => url.href.startsWith(site));
  await page.locator("[data-avatar].is-person").waitFor();
}

/** A shopper without a browser: made at the local Clerk, with a token for the stage's own site. */
export async function shopper({ site, sandbox }: At, person = somebody()): Promise<{ userId: string; token: string }> {
  const post = async <T>(path: string, body: object): Promise<T> => {
    const answer = await fetch(`${sandbox}/clerk${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const { userId } = await post<{ userId: string }>("/users", person);
  const { token } = await post<{ token: string }>("/tokens", { userId, party: new URL(site).origin, lifetime: 3600 });
  return { userId, token };
}
