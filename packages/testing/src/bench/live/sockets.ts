import { once } from "node:events";
import type { LiveMessage } from "@stylegence/contracts/live";

/** One open page: when it heard of which change. */
export interface Follower {
  socket: WebSocket;
  /** By the product's number of the change, milliseconds of the machine's clock. */
  heard: Map<number, number>;
  /** Events that came once more. */
  twice: number;
}

const AT_ONCE = 25;

/** Opens pages that follow a topic, as a site's own pages do. */
export async function openFollowers(site: string, topic: string, count: number): Promise<Follower[]> {
  const followers: Follower[] = [];
  const lane = async () => {
    while (followers.length < count) {
      const follower: Follower = { socket: connect(site), heard: new Map(), twice: 0 };
      followers.push(follower);
      await follow(follower, topic);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return followers;
}

function connect(site: string): WebSocket {
  const options = { headers: { origin: site } } as unknown as string[];
  return new WebSocket(`${site.replace("http", "ws")}/live`, options);
}

async function follow(follower: Follower, topic: string): Promise<void> {
  const { socket, heard } = follower;
  const failed = new Promise<never>((_, fail) => {
    socket.addEventListener("error", () => fail(new Error("Not connected.")));
  });
  await Promise.race([once(socket, "open"), failed]);
  failed.catch(() => undefined);
  const answered = new Promise<void>((done, fail) => {
    socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(String(data)) as LiveMessage;
      if (message.type === "subscribed") done();
      else if (message.type === "event") {
        const rev = Number(message.data?.rev);
        if (heard.has(rev)) follower.twice += 1;
        else heard.set(rev, Date.now());
      } else fail(new Error(`Answered ${data}`));
    });
    socket.addEventListener("close", ({ code }) => fail(new Error(`Closed with ${code}.`)));
  });
  socket.send(JSON.stringify({ type: "subscribe", topics: [{ topic }] }));
  await answered;
  // Later ends are the bench's own.
  answered.catch(() => undefined);
}
