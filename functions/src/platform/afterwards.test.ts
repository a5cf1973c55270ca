import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { afterwards, invoked, keepAwake, settled } from "./afterwards.ts";

/** Lambda's Extensions API: tells of an invocation when the extension asks for one. */
class Lambda {
  readonly asked: string[] = [];
  #waiting: ServerResponse[] = [];
  #someone = Promise.withResolvers<void>();
  readonly server = createServer((request, response) => {
    this.asked.push(`${request.method} ${request.url}`);
    if (request.url?.endsWith("/register")) {
      response.setHeader("lambda-extension-identifier", "ext-1").end("{}");
    } else {
      this.#waiting.push(response);
      this.#someone.resolve();
    }
  });

  /** How often the next event was asked for. */
  get nexts(): number {
    return this.asked.filter((line) => line.endsWith("/event/next")).length;
  }

  /** Once the extension waits, which is when Lambda may freeze it. */
  async frozen(): Promise<void> {
    await this.#someone.promise;
  }

  async invoke(requestId: string): Promise<void> {
    await this.frozen();
    this.#someone = Promise.withResolvers();
    for (const response of this.#waiting.splice(0)) response.end(JSON.stringify({ eventType: "INVOKE", requestId }));
  }
}

let lambda: Lambda;
let api: string;
beforeEach(async () => {
  lambda = new Lambda();
  await new Promise<void>((done) => lambda.server.listen(0, "127.0.0.1", done));
  api = `127.0.0.1:${(lambda.server.address() as AddressInfo).port}`;
});
afterEach(() => {
  lambda.server.closeAllConnections();
  lambda.server.close();
});

describe("work that an answer does not wait for", () => {
  it.each(["before", "after"])(
    "keeps the environment awake until it is done: told of the invocation %s it ran",
    async (when) => {
      expect(await keepAwake(api)).toBe(true);
      const work = Promise.withResolvers<void>();
      const requestId = `r-${when}`;
      const handle = () =>
        invoked(requestId, async () => {
          afterwards(work.promise);
          return "answer";
        });
      if (when === "before") await lambda.invoke(requestId);
      expect(await handle()).toBe("answer");
      if (when === "after") await lambda.invoke(requestId);
      expect(lambda.nexts).toBe(1);
      work.resolve();
      await settled();
      await lambda.frozen();
      expect(lambda.nexts).toBe(2);
    },
  );

  it("holds nobody where the handler failed, or had nothing to do", async () => {
    expect(await keepAwake(api)).toBe(true);
    await lambda.invoke("r-1");
    await expect(invoked("r-1", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await lambda.invoke("r-2");
    await invoked("r-2", async () => {});
    await lambda.frozen();
    expect(lambda.nexts).toBe(3);
  });

  it("goes on by itself where there is no Lambda", async () => {
    expect(await keepAwake("")).toBe(false);
    expect(await keepAwake("127.0.0.1:1")).toBe(false);
    const done: string[] = [];
    await invoked("r-9", async () => afterwards(Promise.resolve("work").then((one) => void done.push(one))));
    await settled();
    expect(done).toEqual(["work"]);
  });
});
