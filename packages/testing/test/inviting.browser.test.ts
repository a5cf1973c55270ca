import { expect, inject, it } from "vitest";
import { launch } from "../src/browser.ts";
import { fillSignUp, signUp, somebody } from "../src/person.ts";
import { open } from "./storefront.ts";

const stage = inject("stage");

it("a friend's link is accepted by who came by it, and by nobody else", { timeout: 180_000 }, async () => {
  const browser = await launch();
  try {
    const own = await open(browser, "phone");
    await own.page.goto(`${stage.site}/rewards`);
    await signUp(own.page, stage, somebody("Asha"));
    await own.page.getByRole("button", { name: "Get my link" }).click();
    const link = await own.page.getByLabel("Your link").inputValue();
    expect(link).toMatch(/\/rewards\?from=[0-9A-Z]{10}$/);
    // One's own link offers nothing.
    await own.page.goto(link);
    await own.page.getByLabel("Your link").waitFor();
    expect(await own.page.getByText("A friend invited you").count()).toBe(0);

    const friend = await open(browser, "desktop");
    await friend.page.goto(link);
    await friend.page.getByRole("button", { name: "Create an account" }).click();
    await fillSignUp(friend.page, stage, somebody("Bela"));
    await friend.page.getByRole("button", { name: "Accept the invitation" }).click();
    await friend.page.getByText("A friend invited you. You both get 30 points").waitFor();
    expect(new URL(friend.page.url()).search).toBe("");
    await friend.page.reload();
    await friend.page.getByText("A friend invited you. You both get 30 points").waitFor();
    expect([own.complaints, friend.complaints]).toEqual([[], []]);
  } finally {
    await browser.close();
  }
});
