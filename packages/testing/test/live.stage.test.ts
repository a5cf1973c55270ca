import { once } from "node:events";
import { expect, inject, it } from "vitest";

const { site } = inject("stage");

it("answers a heartbeat over the site's own address", async () => {
  const socket = new WebSocket(`${site.replace("http", "ws")}/live`);
  await once(socket, "open");
  const answer = once(socket, "message") as Promise<[{ data: string }]>;
  socket.send(JSON.stringify({ type: "ping" }));
  const [message] = await answer;
  expect(JSON.parse(message.data)).toEqual({ type: "pong" });
  const closed = once(socket, "close");
  socket.close();
  await closed;
});

it("says so when it does not know a message", async () => {
  const socket = new WebSocket(`${site.replace("http", "ws")}/live`);
  await once(socket, "open");
  const answer = once(socket, "message") as Promise<[{ data: string }]>;
  socket.send("not even JSON");
  const [message] = await answer;
  expect(JSON.parse(message.data)).toEqual({ type: "error", code: "unknown_message" });
  socket.close();
});
