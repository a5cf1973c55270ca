export interface ResponseMeta {
  statusCode: number;
  headers: Record<string, string>;
  cookies: string[];
}

/** What Lambda wants to know before the first byte. Cookies travel apart, as a header's name may come only once. */
export function metaOf(response: Response): ResponseMeta {
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    if (name !== "set-cookie") headers[name] = value;
  });
  return { statusCode: response.status, headers, cookies: response.headers.getSetCookie() };
}
