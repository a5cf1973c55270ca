import type { ShopId } from "../world/listing.ts";
import type { Click, Conversion, ConversionState, Line, NetworkId } from "./model.ts";
import type { Network, Programme } from "./network.ts";
import { NETWORKS } from "./networks.ts";
import type { Outbox } from "./outbox.ts";
import type { AffiliateState } from "./state.ts";

/** What a shop tells its network of an order. Amounts in minor units. */
export interface Sale {
  orderId: string;
  clickId: string;
  currency: string;
  lines: Line[];
  at: number;
}

export interface Book {
  programme(network: NetworkId, shop: ShopId): Programme;
  /** Records a click before its visitor goes on to the shop. */
  click(network: NetworkId, shop: ShopId, subId: string, url: string): Click;
  findClick(id: string): Click | undefined;
  rows(network?: NetworkId): Conversion[];
  find(id: string): Conversion | undefined;
  /** The rows of an order that came by a click, told to the publisher. None where the network does not know the click. */
  record(sale: Sale): Conversion[];
  /** Moves a row on; returns what now stands for it: itself, or itself and its correction. */
  move(row: Conversion, to: ConversionState): Conversion[];
  /** Gives a row other amounts; by new rows where the network never changes one. */
  restate(row: Conversion, sale: number, commission: number): Conversion[];
  /** Gives a row a status word; null takes it away. */
  say(row: Conversion, word: string | null): void;
  /** Tells of a row as it stands now, once more. */
  tell(row: Conversion): void;
}

const sum = (lines: readonly Line[]): number => lines.reduce((total, { amount }) => total + amount, 0);

/** What the networks know of clicks and sales, and what each makes of a change. */
export function openBook(state: AffiliateState, outbox: Outbox, programmes: (network: NetworkId) => Programme[]): Book {
  const { data } = state;
  const now = () => state.now().getTime();
  const programme = (network: NetworkId, shop: ShopId): Programme => {
    const found = programmes(network).find((one) => one.shop === shop);
    if (!found) throw new Error(`${network} has no programme of ${shop}.`);
    return found;
  };
  const tell = (row: Conversion): void => {
    const endpoint = data.endpoints[row.network];
    const { push } = NETWORKS[row.network];
    if (!push || endpoint.url === null || endpoint.silent) return;
    outbox.post(row, push.message(row, programme(row.network, row.shop), { ...endpoint, url: endpoint.url }));
  };
  const announce = (row: Conversion, change: "recorded" | "changed"): void => {
    if (NETWORKS[row.network].push?.tells(change)) tell(row);
  };
  const add = (row: Conversion): Conversion => {
    data.conversions.push(row);
    announce(row, "recorded");
    return row;
  };
  const newId = (network: Network, shop: ShopId) => network.rowId(state.serial(), programme(network.id, shop));

  /** A further row of the same order, counting with the one that it corrects. */
  const correction = (row: Conversion, sale: number, commission: number): Conversion => {
    const share = (amount: number) => (row.sale === 0 ? 0 : Math.round((amount * sale) / row.sale));
    return {
      ...row,
      id: newId(NETWORKS[row.network], row.shop),
      at: now(),
      changedAt: now(),
      sale,
      commission,
      firstSale: sale,
      firstCommission: commission,
      lines: row.lines.map((line) => ({ ...line, amount: share(line.amount) })),
      word: null,
      correctionOf: row.correctionOf ?? row.id,
    };
  };
  const family = (row: Conversion): Conversion[] => {
    const first = row.correctionOf ?? row.id;
    return data.conversions.filter(({ id, correctionOf }) => id === first || correctionOf === first);
  };
  /** What is left of a sale after its corrections. */
  const remains = (row: Conversion) => ({
    sale: family(row).reduce((total, { sale }) => total + sale, 0),
    commission: family(row).reduce((total, { commission }) => total + commission, 0),
  });
  const takeBack = (row: Conversion): Conversion[] => {
    const { sale, commission } = remains(row);
    return sale === 0 && commission === 0 ? [] : [add(correction(row, -sale, -commission))];
  };

  return {
    programme,
    tell,
    click(network, shop, subId, url) {
      const id = NETWORKS[network].clickId(state.serial(), programme(network, shop), now());
      const click = { id, network, shop, subId, url, at: now() };
      data.clicks[id] = click;
      state.save();
      return click;
    },
    findClick: (id) => data.clicks[id],
    rows: (network) => data.conversions.filter((row) => network === undefined || row.network === network),
    find: (id) => data.conversions.find((row) => row.id === id),
    record({ orderId, clickId, currency, lines, at }) {
      const click = data.clicks[clickId];
      if (!click) return [];
      const { network, shop, subId } = click;
      const parts = data.endpoints[network].rows === "line" ? lines.map((line) => [line]) : [lines];
      const rows = parts.map((part): Conversion => {
        const sale = sum(part);
        const commission = Math.round((sale * data.rate) / 10_000);
        return {
          ...{ network, shop, subId, orderId, clickId, currency, sale, commission },
          id: newId(NETWORKS[network], shop),
          clickAt: click.at,
          orderedAt: at,
          at,
          changedAt: at,
          firstSale: sale,
          firstCommission: commission,
          lines: part,
          state: "pending",
          word: null,
          correctionOf: null,
        };
      });
      for (const row of rows) add(row);
      state.save();
      return rows;
    },
    move(row, to) {
      const isTakenBack = to === "declined" || to === "reversed";
      if (NETWORKS[row.network].appends) {
        const more = isTakenBack ? takeBack(row) : [];
        for (const one of isTakenBack ? [] : family(row))
          Object.assign(one, { state: to, word: null, changedAt: now() });
        state.save();
        return [...family(row).filter((one) => !more.includes(one)), ...more];
      }
      Object.assign(row, { state: to, word: null, changedAt: now() });
      announce(row, "changed");
      state.save();
      return [row];
    },
    restate(row, sale, commission) {
      if (NETWORKS[row.network].appends) {
        const more = [...takeBack(row), add(correction(row, sale, commission))];
        state.save();
        return [...family(row).filter((one) => !more.includes(one)), ...more];
      }
      Object.assign(row, { sale, commission, changedAt: now() });
      announce(row, "changed");
      state.save();
      return [row];
    },
    say(row, word) {
      Object.assign(row, { word, changedAt: now() });
      announce(row, "changed");
      state.save();
    },
  };
}
