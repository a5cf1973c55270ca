import type { Family } from "@stylegence/contracts/family";
import type { NewInvitation } from "@stylegence/contracts/invitation";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { barriers } from "../src/barriers.ts";
import { launch } from "../src/browser.ts";
import { shopper, signUp, somebody } from "../src/person.ts";
import { open, type Visit } from "./storefront.ts";

const stage = inject("stage");
const { site } = stage;

let browser: Browser;
/** Signed up on a phone. */
let visit: Visit;
beforeAll(async () => {
  browser = await launch();
  visit = await open(browser, "phone");
  await visit.page.goto(`${site}/about`);
  await signUp(visit.page, stage, somebody("Asha"));
}, 600_000);
afterAll(async () => {
  await visit?.context.close();
  await browser?.close();
});

const toast = (page: Page, text: RegExp) => page.getByRole("status").filter({ hasText: text });
const panel = (page: Page, heading: string) => page.locator("section.panel", { hasText: heading });

/** Somebody who has not got a browser open, asking the API. */
async function elsewhere(firstName: string) {
  const { token, userId } = await shopper(stage, somebody(firstName));
  async function ask<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${site}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
  return { userId, ask };
}

it("an invitation outlives signing up, and no address, referrer or memory keeps its token", async () => {
  const ravi = await elsewhere("Ravi");
  const group = await ravi.ask<Family>("POST", "/me/families", { name: "Rao household" });
  const { url } = await ravi.ask<NewInvitation>("POST", `/me/families/${group.familyId}/invitations`, {
    role: "guest",
    relationship: "sibling",
  });
  const token = url!.split("#")[1]!;
  expect(token.length).toBeGreaterThan(50);

  const { page, context, complaints } = await open(browser, "phone");
  const told: string[] = [];
  page.on("request", (request) => told.push(`${request.url()} ${request.headers().referer ?? ""}`));
  await page.goto(url!);
  await page.locator("[data-island]").getByRole("button", { name: "Sign in" }).waitFor();
  expect(page.url()).toBe(`${site}/invite`);
  await signUp(page, stage, somebody("Meera"));
  await page.getByText("Ravi invites you to the group “Rao household” as a guest.").waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole("button", { name: /^Join/ }).click();
  await page.waitForURL(`${site}/family#${group.familyId}`);
  await page.getByRole("heading", { name: "Rao household" }).waitFor();
  await page.getByText("As a guest you can see names").waitFor();
  expect(await page.getByRole("button", { name: "Invite", exact: true }).count()).toBe(0);
  expect(told.filter((line) => line.includes(token))).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))).not.toContain(token);

  // Opened again it says what became of it.
  await page.goto(url!);
  await page.getByRole("heading", { name: "This invitation is no longer open" }).waitFor();
  await page.goto(`${site}/family#${group.familyId}`);
  await page.getByRole("button", { name: "Leave group" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Leave", exact: true }).click();
  await page.getByText("None yet. Make one for your household").waitFor();
  const { members } = await ravi.ask<Family>("GET", `/me/families/${group.familyId}`);
  expect(members.map(({ person }) => person.userId)).toEqual([ravi.userId]);
  // The invitation that is gone is a 404, which the browser complains of.
  expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
  await context.close();
});

it("a group is made, shared in, handed an invitation and deleted, by keyboard where it counts", async () => {
  const { page } = visit;
  await page.goto(`${site}/family`);
  await page.getByRole("button", { name: "New group" }).press("Enter");
  await page.getByRole("button", { name: "Make the group" }).click();
  await page.getByText("Give it a name first.").waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByLabel("Name", { exact: true }).fill("Wedding party");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Wedding party" }).waitFor();
  expect(await barriers(page)).toEqual([]);

  await page.getByRole("button", { name: "Invite", exact: true }).press("Enter");
  await page.getByRole("button", { name: "Make a link" }).press("Enter");
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  expect(link).toMatch(new RegExp(`^${site}/invite#inv_`));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Withdraw the invitation/ }).click();
  await toast(page, /withdrawn/).waitFor();

  for (const expected of ["", "parent"]) {
    await page.getByRole("button", { name: "Change Asha" }).click();
    const here = page.getByRole("dialog").getByLabel("I am here as");
    expect(await here.inputValue()).toBe(expected);
    await here.selectOption("parent");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("listitem").filter({ hasText: "Parent" }).waitFor();
  }

  const share = page.getByRole("switch", { name: /^Share my measurements/ });
  const saved = page.waitForResponse((answer) => answer.request().method() === "PATCH");
  await share.focus();
  await page.keyboard.press("Space");
  // Shown before the API has answered.
  await page.getByText("shares measurements").waitFor();
  expect((await saved).status()).toBe(200);
  await page.reload();
  await page.getByText("shares measurements").waitFor();
  expect(await share.isChecked()).toBe(true);

  await page.getByRole("button", { name: "Delete group" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Delete group" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete group" }).click();
  await page.getByText("None yet. Make one for your household").waitFor();
});

it("measurements wait for consent, are read as people write them, and go with the consent", async () => {
  const { page } = visit;
  await page.goto(`${site}/measurements`);
  const agree = page.getByRole("button", { name: "Agree and go on" });
  await agree.click();
  await page.getByText("Measurements are kept of adults only.").waitFor();
  await page.getByLabel("I am 18 or older").check();
  await page.getByLabel("Keep my measurements").check();
  await agree.click();
  const save = page.getByRole("button", { name: "Save measurements" });
  const waist = page.getByRole("textbox", { name: /Waist/ });
  await waist.fill("999");
  await save.click();
  await page.getByText("Between 40 and 200 cm.").waitFor();
  expect(await waist.evaluate((one) => one === document.activeElement)).toBe(true);

  await page.getByLabel("Shape").selectOption("pear");
  await waist.fill("71,5");
  await page.getByRole("radio", { name: "in, lb" }).check();
  await page.getByRole("textbox", { name: /Height/ }).fill(`5'6"`);
  await page.getByRole("radio", { name: "cm, kg" }).check();
  expect(await page.getByRole("textbox", { name: /Height/ }).inputValue()).toBe("167.6");
  await save.click();
  await panel(page, "History").getByText("Height 167.6 cm, Waist 71.5 cm, Pear").waitFor();
  expect(await page.getByLabel("Shape").inputValue()).toBe("pear");
  expect(await barriers(page)).toEqual([]);

  await page.getByRole("button", { name: "Withdraw consent" }).click();
  await page.getByRole("button", { name: "Withdraw and delete" }).click();
  await agree.waitFor();
  await page.getByLabel("Keep my measurements").check();
  await agree.click();
  await panel(page, "History").getByText("Nothing yet.").waitFor();
  expect(await waist.inputValue()).toBe("");
});

it("the profile names what is wrong at its field, and keeps what is changed", async () => {
  const { page } = visit;
  await page.goto(`${site}/profile`);
  const username = page.getByLabel("Username");
  await username.fill("admin");
  await page.keyboard.press("Enter");
  await page.getByText(/This username can.t be used/).waitFor();
  expect(await username.getAttribute("aria-invalid")).toBe("true");

  const styles = page.getByRole("combobox", { name: "Styles" });
  for (const style of ["Festive", "Block print", "festive"]) {
    await styles.fill(style);
    await styles.press("Enter");
  }
  const sent = page.waitForResponse((answer) => answer.request().postData()?.includes("EUR") === true);
  await page.getByLabel("Currency").selectOption("EUR");
  expect((await sent).status()).toBe(200);
  await page.reload();
  await page.getByRole("button", { name: "Remove block print" }).waitFor();
  expect(await page.getByRole("list", { name: "Styles" }).getByRole("listitem").count()).toBe(2);
  expect(await page.getByLabel("Currency").inputValue()).toBe("EUR");

  // A date under 18 is asked for twice, and then stays.
  await page.getByLabel("Date of birth", { exact: true }).fill(`${new Date().getFullYear() - 12}-01-01`);
  await panel(page, "About you").getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Yes, save this date" }).click();
  await page.getByText("can’t be changed here").waitFor();
  await page.goto(`${site}/measurements`);
  await page.getByRole("heading", { name: "From your 18th birthday on" }).waitFor();
  expect(await barriers(page)).toEqual([]);
});
