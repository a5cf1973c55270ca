import type { Sockets } from "@stylegence/clients/sockets/port";
import * as Connection from "./connection.ts";

/** Closes all of a shopper's connections, as after a deletion. Returns how many there were. */
export async function closeAll(userId: string, sockets: Sockets): Promise<number> {
  const open = await Connection.ofShopper(userId);
  await Promise.all(
    open.map(async ({ connectionId }) => {
      await Connection.close(connectionId);
      await sockets.close(connectionId);
    }),
  );
  return open.length;
}
