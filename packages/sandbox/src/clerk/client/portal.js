// Runs in the browser: puts Clerk's own component of the page's view into it.
const { view, home } = document.body.dataset;
const root = document.getElementById("root");
const wanted = () => {
  const inHash = new URLSearchParams(location.hash.replace(/^#\/?\??/, ""));
  return new URLSearchParams(location.search).get("redirect_url") ?? inHash.get("redirect_url");
};
const back = wanted() ?? home;

const VIEWS = {
  "sign-in": (clerk) => clerk.mountSignIn(root, { routing: "hash", signUpUrl: keep("/sign-up") }),
  "sign-up": (clerk) => clerk.mountSignUp(root, { routing: "hash", signInUrl: keep("/sign-in") }),
  user: (clerk) => {
    if (!clerk.user) return clerk.redirectToSignIn({ signInForceRedirectUrl: location.href });
    clerk.mountUserProfile(root, { routing: "hash" });
  },
  "sign-out": (clerk) => clerk.signOut({ redirectUrl: back }),
};
const keep = (path) => `${path}#/?redirect_url=${encodeURIComponent(back)}`;

const dark = matchMedia("(prefers-color-scheme: dark)").matches;
const clerk = window.Clerk;
await clerk.load({
  ui: { ClerkUI: window.__internal_ClerkUICtor },
  signInUrl: "/sign-in",
  signUpUrl: "/sign-up",
  allowedRedirectOrigins: [new URL(home).origin, location.origin, "http://localhost:*", "http://127.0.0.1:*"],
  signInFallbackRedirectUrl: home,
  signUpFallbackRedirectUrl: home,
  afterSignOutUrl: home,
  telemetry: false,
  appearance: { variables: { colorPrimary: dark ? "#ff86b6" : "#a80f56" } },
});
document.querySelector("header a").href = clerk.buildUrlWithAuth(back);
root.replaceChildren();
await VIEWS[view](clerk);
