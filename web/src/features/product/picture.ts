/** Whether a page may show a picture from there: from us, or from a shop over TLS as long as we have not stored it. */
export function isShowable(url: string | null): url is string {
  return url !== null && (url.startsWith("/") || url.startsWith("https://"));
}
