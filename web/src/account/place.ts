/** A path of this very site to come back to; `/` for any other address, so that no link of ours leads elsewhere. */
export function returnPath(wanted: string | null | undefined, origin: string): string {
  if (!wanted?.startsWith("/")) return "/";
  const url = URL.canParse(wanted, origin) ? new URL(wanted, origin) : null;
  if (url?.origin !== origin) return "/";
  return url.pathname.startsWith("//") ? "/" : `${url.pathname}${url.search}${url.hash}`;
}

/** Whether cookies or the address say that somebody may be signed in, so that it is worth asking Clerk. */
export function hintOf(cookies: string, search: string): boolean {
  return /(?:^|; )__(?:client_uat|session)(?:_[\w-]+)?=(?!0?(?:;|$))/.test(cookies) || /[?&]__clerk_/.test(search);
}

/** Up to two letters for a person without a picture. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s@._-]+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toUpperCase();
}
