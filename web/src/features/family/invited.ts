const KEPT = "invitation";
const SHAPE = /^#(inv_[0-9A-HJKMNP-TV-Z]{26}\.[\w-]{32})$/;

/** The token of an invitation in the part of an address behind `#`; null for any other. */
export function tokenIn(hash: string): string | null {
  return SHAPE.exec(hash)?.[1] ?? null;
}

/**
 * Takes the token out of the address into this tab's memory, where it outlives signing in: an address is copied, shown and sent on as
 * the place to come back to.
 */
export function takeToken(place: Pick<Location, "hash" | "pathname">, past: Pick<History, "replaceState" | "state">) {
  const token = tokenIn(place.hash);
  if (token === null) return;
  keepToken(token);
  past.replaceState(past.state, "", place.pathname);
}

/** Where a browser keeps nothing, the page itself does, until it is left. */
let unkept: string | null = null;

export function keepToken(token: string | null): void {
  unkept = token;
  try {
    if (token === null) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, token);
  } catch {}
}

export function keptToken(): string | null {
  try {
    return sessionStorage.getItem(KEPT) ?? unkept;
  } catch {
    return unkept;
  }
}
