import { returnPath } from "../account/place.ts";
import { type ClerkScript, clerk } from "../account/session.ts";

const status = document.querySelector<HTMLElement>("[data-passing]");
const retry = document.querySelector<HTMLElement>("[data-passing-retry]");

/** Address of the page of Clerk's that this page stands for; of this site where there is nothing to do there. */
function destination(script: ClerkScript, page: string, back: string): string {
  const url = new URL(back, location.origin).href;
  const options = { redirectUrl: url, signInForceRedirectUrl: url, signUpForceRedirectUrl: url };
  if (page === "account" && script.user) return script.buildUserProfileUrl();
  if (script.user) return back;
  return page === "sign-up" ? script.buildSignUpUrl(options) : script.buildSignInUrl(options);
}

async function pass(page: string): Promise<void> {
  const back = returnPath(new URLSearchParams(location.search).get("return"), location.origin);
  const isBack = page === "account" && back === "/";
  const script = await clerk();
  // Replaced, so that going back from there does not come through here again.
  location.replace(destination(script, page, isBack ? "/account" : back));
}

pass(status?.dataset.passing ?? "").catch(() => {
  if (status)
    status.textContent = "Signing in is out of reach at this moment. Your network or an extension may block it.";
  if (retry) retry.hidden = false;
});
