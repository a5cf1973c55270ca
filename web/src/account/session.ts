import { hintOf, initialsOf, returnPath } from "./place.ts";
import { settings } from "./settings.ts";

/** Who is signed in, as the header shows them. */
export interface SignedIn {
  userId: string;
  name: string;
  initials: string;
  /** Address of a picture that the person chose; null where there is none. */
  picture: string | null;
}

/** What is read of Clerk's own user. */
interface ClerkUser {
  id: string;
  fullName: string | null;
  hasImage: boolean;
  imageUrl: string;
  primaryEmailAddress: { emailAddress: string } | null;
}

interface Return {
  redirectUrl: string;
  signInForceRedirectUrl: string;
  signUpForceRedirectUrl: string;
}

/** What is used of Clerk's script. */
export interface ClerkScript {
  user?: ClerkUser | null | undefined;
  session?: { getToken(options?: { skipCache?: boolean }): Promise<string | null> } | null | undefined;
  addListener(listener: (state: { user?: ClerkUser | null | undefined }) => void): () => void;
  buildSignInUrl(options: Return): string;
  buildSignUpUrl(options: Return): string;
  buildUserProfileUrl(): string;
  signOut(options: { redirectUrl: string }): Promise<void>;
}

type Listener = (shopper: SignedIn | null) => void;

const listeners = new Set<Listener>();
let shopper: SignedIn | null = null;
/** Whether it is settled who is signed in. */
let isKnown = false;
let loading: Promise<ClerkScript> | undefined;

/** False where the stage has no sign-in at all. */
export const isConfigured = settings !== null;

/** True where a cookie says that somebody is signed in; nobody has been asked yet. */
export function isLikely(): boolean {
  return isConfigured && hintOf(document.cookie, location.search);
}

/** Loads Clerk's script, once. Rejects where the stage has no sign-in, and where Clerk cannot be reached. */
export function clerk(): Promise<ClerkScript> {
  loading ??= load().catch((error: unknown) => {
    // The next who asks tries again.
    loading = undefined;
    tell(null);
    throw error;
  });
  return loading;
}

async function load(): Promise<ClerkScript> {
  if (!settings) throw new Error("This stage has no sign-in.");
  const { loadClerk } = await import("./clerk.ts");
  const script = await loadClerk(settings);
  script.addListener(({ user }) => tell(user ?? null));
  tell(script.user ?? null);
  return script;
}

function tell(user: ClerkUser | null): void {
  const name = user?.fullName || user?.primaryEmailAddress?.emailAddress || "";
  const next = user && {
    userId: user.id,
    name,
    initials: initialsOf(name),
    picture: user.hasImage ? user.imageUrl : null,
  };
  const isSame = isKnown && JSON.stringify(next) === JSON.stringify(shopper);
  isKnown = true;
  shopper = next;
  if (!isSame) for (const listener of listeners) listener(shopper);
}

/** Calls the listener with who is signed in as soon as that is known, and at every change. Returns how to stop it. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  if (isKnown) listener(shopper);
  else if (isLikely()) clerk().catch(() => undefined);
  else tell(null);
  return () => listeners.delete(listener);
}

/** The Clerk user id of who is signed in; null for nobody, and before it is known. */
export function userId(): string | null {
  return shopper?.userId ?? null;
}

/**
 * A session token for the API, at most a minute old; null when nobody is signed in. Clerk's script is loaded only where
 * somebody may be. `fresh` asks Clerk for a new one.
 */
export async function getToken({ fresh = false } = {}): Promise<string | null> {
  if (!loading && !isLikely()) return null;
  const script = await clerk().catch(() => null);
  return (await script?.session?.getToken({ skipCache: fresh })) ?? null;
}

const here = (): string => location.pathname + location.search + location.hash;
async function through(page: string, returnTo: string): Promise<void> {
  location.assign(`${page}?return=${encodeURIComponent(returnPath(returnTo, location.origin))}`);
}

/** Goes to the sign-in page and comes back to the path of this site. */
export function signIn(returnTo = here()): Promise<void> {
  return through("/sign-in", returnTo);
}

/** Goes to the sign-up page and comes back to the path of this site. */
export function signUp(returnTo = here()): Promise<void> {
  return through("/sign-up", returnTo);
}

/** Ends the session in this browser and goes to the path of this site. */
export async function signOut(returnTo = "/"): Promise<void> {
  // Who signs in here next must not be shown what is told to this one.
  if (localStorage.getItem("push-subscription") !== null) {
    const { turnOff } = await import("../push/push.ts");
    await turnOff().catch(() => undefined);
  }
  await (await clerk()).signOut({ redirectUrl: returnPath(returnTo, location.origin) });
}
