export interface EngineRequest {
  method: "GET" | "PUT" | "POST" | "DELETE" | "HEAD";
  /** With the query string, as the service documents it. */
  path: string;
  /** An object is sent as JSON, an array as one JSON document a line. */
  body?: object | readonly object[];
  /** For all tries together. */
  timeoutMs?: number;
}

export interface EngineResponse<T> {
  status: number;
  body: T;
}

/** The search engine's HTTP interface. */
export interface SearchEngine {
  /**
   * Sends a request, again where the engine is busy or unreachable and time is left. Throws ServiceError for every status
   * from 400 on, except those in `accept`.
   */
  request<T>(request: EngineRequest, accept?: readonly number[]): Promise<EngineResponse<T>>;
}
