import { readFile } from "node:fs/promises";
import * as Callback from "@stylegence/core/affiliate/callback";
import { CALLBACK_STATES } from "@stylegence/core/affiliate/callback.entity";
import * as Configuration from "@stylegence/core/affiliate/configuration";
import { read } from "@stylegence/core/affiliate/configured";
import * as Conversions from "@stylegence/core/affiliate/conversions";
import * as Pull from "@stylegence/core/affiliate/pull";
import { type Read, readAgain } from "@stylegence/core/affiliate/reading";
import { message } from "@stylegence/core/platform/outbox";
import { commit } from "@stylegence/core/platform/transaction";
import { Command, Option } from "commander";
import { type Answer, answer } from "./command.ts";
import { Failure } from "./failure.ts";
import { countOf } from "./options.ts";
import { factsOf, tableOf } from "./print.ts";

const SHOWN = 50;
const limit = () => new Option("--limit <n>", "so many at most").argParser(countOf).default(SHOWN);

interface Listing {
  network?: string;
  limit: number;
}

/** `affiliate network | programme | callbacks | parked | show | replay | dismiss | conversions | history | pull` */
export function affiliate(): Command {
  const noun = new Command("affiliate").description("networks that pay for purchases, and what they told");
  configuring(noun);
  payloads(noun);
  conversions(noun);
  noun
    .command("pull <network>")
    .description("have a network's own list read on from where it was left")
    .action((network: string, _, self: Command) => answer(self, () => pull(network)));
  return noun;
}

function configuring(noun: Command): void {
  noun
    .command("network <verb> [file]")
    .description("`list` networks, or `put` one from a file of JSON in place of what it was")
    .action((verb: string, file: string | undefined, _, self: Command) =>
      answer(self, async () => {
        if (verb === "list") return networks();
        if (verb !== "put" || !file) throw new Failure("Say `network list`, or `network put <file>`.");
        const data = await Configuration.putNetwork(await jsonOf(file));
        return { data, text: `${data.name} is configured as "${data.network}".` };
      }),
    );
  noun
    .command("programme <verb> [file-or-shop]")
    .description("`list` programmes, `put` one or several from a file of JSON, or `remove` a shop's")
    .action((verb: string, what: string | undefined, _, self: Command) =>
      answer(self, async () => {
        if (verb === "list") return programmes();
        if (!what || (verb !== "put" && verb !== "remove")) {
          throw new Failure("Say `programme list`, `programme put <file>` or `programme remove <shop>`.");
        }
        const data = verb === "put" ? await putProgrammes(what) : [await Configuration.removeProgramme(what)];
        return { data, text: data.map(({ shop, network }) => `${shop}: ${verb} at ${network}`).join("\n") };
      }),
    );
}

async function jsonOf(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new Failure(`${file}: ${(error as Error).message}`);
  }
}

async function putProgrammes(file: string) {
  const put = [];
  for (const one of [await jsonOf(file)].flat()) put.push(await Configuration.putProgramme(one));
  return put;
}

async function networks(): Promise<Answer> {
  const data = [...(await read()).networks.values()];
  const pulls = await Promise.all(data.map(({ network }) => Pull.find(network)));
  const rows = data.map(({ network, dialect, confirmedBy, paused }, at) => ({
    ...{ network, dialect, "confirmed by": confirmedBy, state: paused ? "paused" : "in use" },
    ...{ "last read": pulls[at]?.finishedAt, fault: pulls[at]?.fault },
  }));
  return { data, text: tableOf(rows) || "No network is configured." };
}

async function programmes(): Promise<Answer> {
  const data = [...(await read()).programmes.values()];
  const rows = data.map(({ shop, network, paused }) => ({ shop, network, state: paused ? "paused" : "in use" }));
  return { data, text: tableOf(rows) || "No shop has a programme." };
}

function payloads(noun: Command): void {
  const listed = (verb: string, states: readonly Callback.CallbackState[]) =>
    noun
      .command(verb)
      .option("--network <name>", "of this network alone")
      .addOption(limit())
      .action((options: Listing, self: Command) => answer(self, () => callbacks(states, options)));
  listed("parked", ["parked"]).description("payloads that wait for a word, a click or a mapping, with the reason");
  listed("callbacks", CALLBACK_STATES).description("payloads that networks sent, the latest first");
  noun
    .command("show <callbackId>")
    .description("a payload as it came")
    .action((callbackId: string, _, self: Command) => answer(self, () => show(callbackId)));
  noun
    .command("replay [callbackId]")
    .description("read a payload again by the network's configuration as it is now; safe at any time")
    .option("--parked", "all that are parked, of --network or of all")
    .option("--network <name>")
    .action((callbackId: string | undefined, options: { parked?: boolean; network?: string }, self: Command) =>
      answer(self, () => replay(callbackId, options)),
    );
  noun
    .command("dismiss <callbackId>")
    .description("set a parked payload aside for good")
    .requiredOption("--reason <text>", "why; kept in the audit")
    .action((callbackId: string, { reason }: { reason: string }, self: Command) =>
      answer(self, async () => {
        const data = await Callback.dismiss(callbackId, reason);
        return { data, text: `${callbackId} is dismissed.` };
      }),
    );
}

async function namesOf(network: string | undefined): Promise<string[]> {
  return network ? [network] : [...(await read()).networks.keys()];
}

async function callbacks(states: readonly Callback.CallbackState[], { network, limit }: Listing): Promise<Answer> {
  const names = await namesOf(network);
  const found = await Promise.all(names.flatMap((name) => states.map((state) => Callback.list(name, state, limit))));
  const data = found
    .flat()
    .sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1))
    .slice(0, limit);
  const rows = data.map(({ callbackId, network, source, state, receivedAt, rows, reason }) => {
    return { callbackId, network, source, state, received: receivedAt, rows, reason };
  });
  return { data: data.map(({ body: _, ...one }) => one), text: tableOf(rows) || "There are none." };
}

async function show(callbackId: string): Promise<Answer> {
  const { body: _, ...facts } = await Callback.read(callbackId);
  const raw = await Callback.rawOf(await Callback.read(callbackId));
  const { network, source, state, reason, receivedAt, method, query, contentType } = facts;
  const head = factsOf({ network, source, state, reason, receivedAt, method, query, contentType });
  return { data: { ...facts, body: raw.body }, text: `${head}\n\n${raw.body}` };
}

async function replay(
  callbackId: string | undefined,
  { parked, network }: { parked?: boolean; network?: string },
): Promise<Answer> {
  if ((callbackId === undefined) === (parked !== true)) throw new Failure("Name one payload, or say --parked.");
  const ids = callbackId ? [callbackId] : (await Promise.all((await namesOf(network)).map(parkedOf))).flat();
  const data: Read[] = [];
  for (const id of ids) data.push(await readAgain(id));
  const rows = data.map(({ callbackId, network, state, rows, changed, reason }) => {
    return { callbackId, network, state, rows, changed, reason };
  });
  const isLeft = data.some(({ state }) => state === "parked");
  return { data, text: tableOf(rows) || "Nothing is parked.", failed: isLeft };
}

const parkedOf = (network: string): Promise<string[]> => Callback.ids(network, "parked");

function conversions(noun: Command): void {
  noun
    .command("conversions")
    .description("what was bought, as far as networks tell, and the points for it")
    .option("--network <name>", "of this network alone")
    .option("--shopper <userId>", "of this shopper alone")
    .addOption(limit())
    .action((options: Listing & { shopper?: string }, self: Command) => answer(self, () => listOf(options)));
  noun
    .command("history <conversionId>")
    .description("each row of a conversion, and all that ever changed it")
    .action((conversionId: string, _, self: Command) => answer(self, () => historyOf(conversionId)));
}

async function listOf({ network, shopper, limit }: Listing & { shopper?: string }): Promise<Answer> {
  const found = shopper
    ? [await Conversions.ofShopper(shopper, limit)]
    : await Promise.all((await namesOf(network)).map((name) => Conversions.ofNetwork(name, limit)));
  const data = found.flat().slice(0, limit);
  const rows = data.map((one) => ({
    ...{ conversionId: one.conversionId, network: one.network, order: one.orderId, shop: one.shop, state: one.state },
    ...{ pending: one.pendingPoints, spendable: one.spendablePoints, changed: one.updatedAt },
  }));
  return { data, text: tableOf(rows) || "There are none." };
}

async function historyOf(conversionId: string): Promise<Answer> {
  const data = await Conversions.historyOf(conversionId);
  if (data.rows.length === 0) throw new Failure(`There is no conversion ${conversionId}.`);
  const rows = data.changes.map(({ at, transactionId, word, told, confirmed, pending, spendable, callbackId }) => {
    return { at, row: transactionId, word, told, confirmed, pending, spendable, callbackId };
  });
  return { data, text: tableOf(rows) };
}

/** The stage does it: only there are the network's credentials. */
async function pull(network: string): Promise<Answer> {
  const { networks } = await read();
  if (networks.get(network)?.confirmedBy !== "pull") throw new Failure(`"${network}" has no list to read.`);
  await commit([message("affiliate", { kind: "pull", network })]);
  return {
    data: { network },
    text: `The list of ${network} is being read; \`affiliate network list\` tells when it was.`,
  };
}
