import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A call-back of an affiliate network, as it was sent. */
export interface CallBack {
  network: string;
  raw: { method: string; query: string; contentType: string; body: string };
}

export interface CallBacks {
  /** Without a slash at its end: stands for a stage's site. */
  url: string;
  /** Where a network is to send to. */
  address(network: string): string;
  /** What came since it was last asked, oldest first. */
  take(): CallBack[];
  close(): Promise<void>;
}

/** A publisher's server that takes whatever the sandbox's affiliate networks send. */
export async function startCallBacks(): Promise<CallBacks> {
  const heard: CallBack[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const [path = "", query = ""] = (request.url ?? "").split("?");
      const contentType = request.headers["content-type"] ?? "";
      heard.push({
        network: path.split("/").at(-2) ?? "",
        raw: { method: request.method ?? "", query, contentType, body },
      });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    address: (network) => `${url}/api/webhooks/affiliate/${network}/secret`,
    take: () => heard.splice(0),
    close: () => new Promise((done) => server.close(() => done())),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

/** Moves a lever of the sandbox's affiliate networks; `at` is below `/affiliates` of its control host. Throws where it refuses. */
export async function affiliateLever<T>(sandbox: string, method: string, at: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${sandbox}/affiliates${at}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${at}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
