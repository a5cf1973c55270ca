import { context } from "../platform/context.ts";
import { type Connection, connection } from "./connection.entity.ts";

/** The gateway closes a connection after two hours, whatever it does. */
const LIFE_S = 2 * 3600;

/** Remembers an open connection and whose it is, for as long as one can last. */
export async function open(connectionId: string): Promise<void> {
  const { actor, now } = context();
  const at = now();
  await connection()
    .put({
      connectionId,
      actor: JSON.stringify(actor),
      connectedAt: at.toISOString(),
      expiresAt: Math.floor(at.getTime() / 1000) + LIFE_S,
    })
    .go();
}

/** Forgets a connection; no error where it is unknown. */
export async function close(connectionId: string): Promise<void> {
  await connection().delete({ connectionId }).go();
}

/** The connection, or null where it is closed or never was. */
export async function get(connectionId: string): Promise<Connection | null> {
  const { data } = await connection().get({ connectionId }).go();
  return data;
}
