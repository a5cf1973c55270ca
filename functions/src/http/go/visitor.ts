type Header = (name: string) => string | undefined;

/** Machines that say what they are: those of search engines, previews, archives, monitors and programs. */
const MACHINE =
  /bot\b|bot[/_-]|crawl|spider|slurp|archiver|preview|facebookexternalhit|whatsapp|telegram|skypeuri|embedly|quora link|pingdom|uptime|monitor|lighthouse|curl\/|wget\/|python|java\/|go-http|okhttp|axios|node-fetch|undici|libwww|httpclient|scrapy/i;

/** Whether a person takes a way out: others are shown the way too, but make no click. */
export function isPerson(method: string, header: Header): boolean {
  const agent = header("user-agent") ?? "";
  return method === "GET" && agent !== "" && !MACHINE.test(agent);
}

/** Whether a browser asks without anybody having followed the link: ahead of time, or for a picture, frame or script of some page. */
export function isUnasked(header: Header): boolean {
  const purpose = `${header("sec-purpose") ?? ""} ${header("purpose") ?? ""} ${header("x-moz") ?? ""}`;
  if (/prefetch|prerender|preview/i.test(purpose)) return true;
  const destination = header("sec-fetch-dest");
  return destination !== undefined && destination !== "document";
}
