/** Whether a page may show a picture from there: from us, or from a shop over TLS as long as we have not stored it. */
export function isShowable(url: string | null): url is string {
  return url !== null && (url.startsWith("/") || url.startsWith("https://"));
}

const CARD = /^(\/media\/.+\/)640\.webp$/;

/** The widths in which a stored picture of a list is to be had; where there is one 640 pixels wide there is one of 320. */
export function srcsetOf(url: string): string | undefined {
  const folder = CARD.exec(url)?.[1];
  return folder && `${folder}320.webp 320w, ${url} 640w`;
}
