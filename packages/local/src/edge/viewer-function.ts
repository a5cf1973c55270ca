import vm from "node:vm";

type Values = Record<string, { value: string; multiValue?: { value: string }[] }>;

/** A request as CloudFront's functions see it; names of headers are in lower case. */
export interface ViewerRequest {
  method: string;
  uri: string;
  querystring: Values;
  headers: Values;
  cookies: Values;
}

export interface ViewerResponse {
  statusCode: number;
  statusDescription?: string;
  headers?: Values;
  body?: string | { data: string; encoding?: "text" | "base64" };
}

export interface ViewerFunction {
  name: string;
  /** The request to go on with, or the response to answer with. Throws what the function throws. */
  call(request: ViewerRequest, ip: string): ViewerRequest | ViewerResponse;
}

/** CloudFront gives a function less than a millisecond; this much only ends a loop. */
const TIMEOUT_MS = 2_000;

/** A CloudFront function in a context of its own: no modules, no network, no timers, as there. */
export function compile(name: string, source: string): ViewerFunction {
  const context = vm.createContext({ console: { log: () => undefined } });
  vm.runInContext(source, context, { filename: `${name}.js`, timeout: TIMEOUT_MS });
  return {
    name,
    call(request, ip) {
      const event = { version: "1.0", context: { eventType: "viewer-request" }, viewer: { ip }, request };
      const call = `JSON.stringify(handler(${JSON.stringify(event)}))`;
      return JSON.parse(vm.runInContext(call, context, { timeout: TIMEOUT_MS }) as string);
    },
  };
}

export function isResponse(result: ViewerRequest | ViewerResponse): result is ViewerResponse {
  return "statusCode" in result;
}
