import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ShopId } from "../../world/listing.ts";

export interface OrderLine {
  sku: string;
  title: string;
  brand: string;
  colour: string;
  size: string;
  quantity: number;
  /** Paise, of one. */
  price: number;
}

export interface Order {
  id: string;
  shop: ShopId;
  /** Milliseconds since 1970. */
  at: number;
  name: string;
  email: string | null;
  payment: string;
  lines: OrderLine[];
  /** Paise. */
  total: number;
}

export interface Orders {
  place(order: Omit<Order, "id" | "at" | "total">): Order;
  find(shop: ShopId, id: string): Order | undefined;
}

interface Saved {
  serial: number;
  orders: Order[];
}

const MOST = 1000;
const PREFIX: Record<ShopId, string> = {
  threadmill: "TM-",
  vanika: "VAN",
  bazaar24: "B24-",
  nebula: "NEB",
  slowloom: "SL-",
};

/** What was bought at the shops, kept in `dir` when one is given. */
export function openOrders(dir: string | null, now: () => Date): Orders {
  const file = dir ? join(dir, "orders.json") : null;
  // A machine that starts anew must not give the numbers of the one before.
  const saved: Saved = (file && read(file)) || { serial: Math.floor(now().getTime() / 1000) % 100_000_000, orders: [] };
  const save = () => {
    saved.orders.splice(0, saved.orders.length - MOST);
    if (!dir || !file) return;
    mkdirSync(dir, { recursive: true });
    writeFileSync(`${file}.tmp`, JSON.stringify(saved));
    renameSync(`${file}.tmp`, file);
  };
  return {
    place(order) {
      saved.serial += 1;
      const total = order.lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
      const id = `${PREFIX[order.shop]}${saved.serial}`;
      const placed = { ...order, id, at: now().getTime(), total };
      saved.orders.push(placed);
      save();
      return placed;
    },
    find: (shop, id) => saved.orders.find((order) => order.shop === shop && order.id === id),
  };
}

function read(file: string): Saved | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Saved;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
