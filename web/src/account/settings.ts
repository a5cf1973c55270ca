/** Where this site's shoppers sign in, as the page says; null where the stage has no sign-in. */
export interface ClerkSettings {
  publishableKey: string;
  /** Address of Clerk's frontend API where it is not the one that the key names. */
  proxyUrl: string | undefined;
}

function read(): ClerkSettings | null {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="clerk-publishable-key"]');
  if (!meta?.content) return null;
  const proxy = document.querySelector<HTMLMetaElement>('meta[name="clerk-proxy-url"]');
  return { publishableKey: meta.content, proxyUrl: proxy?.content || undefined };
}

export const settings = read();
