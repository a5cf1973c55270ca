import { expect, it } from "vitest";
import { compile, isResponse, type ViewerRequest } from "./viewer-function.ts";

const request = (uri: string): ViewerRequest => ({
  method: "GET",
  uri,
  querystring: { q: { value: "saree" } },
  headers: { host: { value: "shop.example" } },
  cookies: {},
});

it("changes the request as the function says", () => {
  const fn = compile(
    "f",
    "function handler(e){var r=e.request;r.uri=r.uri.replace(/^\\/media/,'');r.headers.x={value:e.viewer.ip};return r}",
  );
  const result = fn.call(request("/media/a.webp"), "10.0.0.1");
  expect(result).toMatchObject({ uri: "/a.webp", headers: { x: { value: "10.0.0.1" } } });
  expect(isResponse(result)).toBe(false);
});

it("knows an answer from a request", () => {
  const fn = compile("f", "function handler(){return {statusCode:301,headers:{location:{value:'/new'}}}}");
  const result = fn.call(request("/old"), "10.0.0.1");
  expect(isResponse(result)).toBe(true);
});

it("gives a function nothing of this process", () => {
  const fn = compile(
    "f",
    "function handler(e){e.request.uri=typeof process+typeof require+typeof fetch;return e.request}",
  );
  expect(fn.call(request("/"), "")).toMatchObject({ uri: "undefinedundefinedundefined" });
});

it("ends a function that does not end", () => {
  const fn = compile("f", "function handler(){for(;;);}");
  expect(() => fn.call(request("/"), "")).toThrow(/timed out/);
});
