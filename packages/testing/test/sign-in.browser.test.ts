import type { Me } from "@stylegence/contracts/me";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { barriers } from "../src/barriers.ts";
import { launch } from "../src/browser.ts";
import { codeFor, fillSignUp, signIn, signUp, somebody } from "../src/person.ts";
import { keep, open } from "./storefront.ts";

const stage = inject("stage");
const { site, sandbox } = stage;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const menu = (page: Page) => page.getByRole("button", { name: "Your account" });
/** What the API knows of who is signed in, asked for with the page's own token. */
const me = (page: Page): Promise<{ status: number; body: Me }> =>
  page.evaluate(async () => {
    const { Clerk } = globalThis as unknown as { Clerk: { session: { getToken(): Promise<string> } } };
    const authorization = `Bearer ${await Clerk.session.getToken()}`;
    const answer = await fetch("/api/v1/me", { headers: { authorization } });
    return { status: answer.status, body: await answer.json() };
  });

it("somebody signs up on a phone, comes back to where they were, and is known to the API and in the next tab", async () => {
  const { page, complaints, context } = await open(browser, "phone");
  const person = somebody();
  await page.goto(`${site}/search?q=kurta&sort=price`);
  await signUp(page, stage, person);
  expect(page.url()).toBe(`${site}/search?q=kurta&sort=price`);
  expect(await page.locator("[data-avatar]").textContent()).toBe("A");
  expect((await me(page)).status).toBe(200);
  // The first request may come before Clerk has told who it is.
  const known = { name: person.firstName, email: person.email };
  await vi.waitFor(async () => expect((await me(page)).body).toMatchObject(known), { timeout: 10_000 });

  const other = await context.newPage();
  await other.goto(`${site}/about`);
  await other.locator("[data-avatar].is-person").waitFor();
  await menu(other).click();
  expect(await other.getByRole("menu").textContent()).toContain(person.firstName);
  await keep(other, "account-phone-light");
  expect(complaints).toEqual([]);
  await context.close();
});

it("tells the site of everybody who signs up, changes their name and goes", async () => {
  const { page, complaints, context } = await open(browser, "desktop");
  const person = somebody("Meera");
  await page.goto(`${site}/about`);
  await signUp(page, stage, person);
  const { body } = await me(page);

  await menu(page).click();
  await page.getByRole("menuitem", { name: "Name, e-mail and password" }).click();
  await page.getByRole("button", { name: "Update profile" }).click();
  await page.getByLabel("Last name").fill("Iyer");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Meera Iyer").first().waitFor();
  await page.goto(`${site}/about`);
  await page.locator("[data-avatar].is-person").waitFor();
  await vi.waitFor(async () => expect((await me(page)).body.name).toBe("Meera Iyer"), { timeout: 10_000 });

  const sent = async (): Promise<string[]> => {
    const messages = (await (await fetch(`${sandbox}/clerk/messages`)).json()) as { payload: string; state: string }[];
    const events = messages.map(({ payload, state }) => ({ ...JSON.parse(payload), state }));
    return events.filter(({ data }) => data.id === body.userId).map(({ type, state }) => `${type} ${state}`);
  };
  await vi.waitFor(async () => expect(await sent()).toEqual(["user.created delivered", "user.updated delivered"]));
  expect(complaints).toEqual([]);
  await context.close();
});

it("somebody takes another address for their account, and then deletes it", async () => {
  const { page, context } = await open(browser, "desktop");
  const person = somebody("Ravi");
  const address = `new-${person.email}`;
  await page.goto(`${site}/about`);
  await signUp(page, stage, person);
  await page.goto(`${site}/account`);
  await page.getByRole("button", { name: "Add email address" }).click();
  await page.getByLabel("Email address").fill(address);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText("Verify email address").waitFor();
  await page.keyboard.type(await codeFor(stage, address));
  await page.getByText("Verify email address").waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Open menu" }).last().click();
  await page.getByRole("menuitem", { name: "Set as primary" }).click();
  const shown = await context.newPage();
  await vi.waitFor(
    async () => {
      await shown.goto(`${site}/about`);
      await shown.locator("[data-avatar].is-person").waitFor();
      expect((await me(shown)).body.email).toBe(address);
    },
    { timeout: 20_000 },
  );

  await page.getByRole("button", { name: "Security" }).click();
  await page.getByRole("button", { name: "Delete account" }).first().click();
  await page.getByRole("textbox").fill("Delete account");
  await page.getByRole("button", { name: "Delete account" }).last().click();
  await page.waitForURL((url) => url.href.startsWith(site));
  await page.getByRole("link", { name: "Sign in", exact: true }).waitFor();
  await context.close();
});

it("the menu is used without a mouse, and gives the focus back", async () => {
  const { page, complaints, context } = await open(browser, "desktop", { scheme: "dark" });
  const person = somebody("Kavya");
  await page.goto(`${site}/about`);
  await signUp(page, stage, person);
  await menu(page).focus();
  await page.keyboard.press("ArrowDown");
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  expect(await focused()).toBe("Dashboard");
  await page.keyboard.press("ArrowUp");
  expect(await focused()).toBe("Sign out");
  await page.keyboard.press("Home");
  await page.keyboard.press("f");
  expect(await focused()).toBe("Family");
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press("Escape");
  expect(await focused()).toContain("Your account");
  expect(await page.getByRole("menu").isVisible()).toBe(false);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.getByRole("menu").isVisible()).toBe(false);

  await menu(page).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("link", { name: "Sign in", exact: true }).waitFor();
  const sessions = async () => (await context.cookies(site)).filter(({ name }) => name.startsWith("__session"));
  await vi.waitFor(async () => expect(await sessions()).toEqual([]));
  await signIn(page, stage, person);
  await vi.waitFor(async () => expect((await me(page)).body.email).toBe(person.email), { timeout: 10_000 });
  expect(complaints).toEqual([]);
  await context.close();
});

it("who is signed out loads nothing of Clerk's, and nothing on the page moves for who is signed in", async () => {
  const { page, context } = await open(browser, "phone");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(site, { waitUntil: "networkidle" });
  expect(asked.filter((url) => !url.startsWith(site))).toEqual([]);
  expect(asked.filter((url) => url.includes("clerk"))).toEqual([]);
  await signUp(page, stage, somebody());

  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(`${site}/about`);
  await page.locator("[data-avatar].is-person").waitFor();
  expect(await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts)).toEqual([]);
  await context.close();
});

it("goes nowhere but back to this site, whatever address it is given", async () => {
  const { page, context } = await open(browser, "desktop");
  const person = somebody();
  await page.goto(`${site}/sign-up?return=${encodeURIComponent("//evil.example/x")}`);
  await fillSignUp(page, stage, person);
  await page.locator("[data-avatar].is-person").waitFor();
  expect(page.url()).toBe(`${site}/`);
  await page.goto(`${site}/sign-in?return=https://evil.example`);
  await page.waitForURL(`${site}/`);
  await context.close();
});
