import { QueryCommand, type QueryCommandInput, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import { context } from "../platform/context.ts";
import { group } from "./group.entity.ts";
import { image } from "./image.entity.ts";
import { listing } from "./listing.entity.ts";
import { pricePoint } from "./price-point.entity.ts";
import { promotion } from "./promotion.entity.ts";
import { sourcePage } from "./source-page.entity.ts";
import { variant } from "./variant.entity.ts";

type Item = Record<string, unknown>;

/** Keys of the group's item collection begin so. */
const COLLECTION = "$product";

/**
 * The item collection of a group, every kind of item on its own: one query, however many kinds. ElectroDB's Service would do the
 * same, but looks at all definitions again each time it is made.
 */
export async function collection(groupId: string, consistent: boolean) {
  const inside = { condition: " and begins_with(sk, :sk)", values: { ":sk": COLLECTION } };
  return kindsOf(await query(groupId, inside, consistent));
}

/** The same with the price points, which lie beside the collection in the partition: still one query. */
export async function partition(groupId: string) {
  const items = await query(groupId, { condition: "", values: {} }, false);
  const points = items.filter((item) => item.__edb_e__ === "pricePoint");
  return { ...kindsOf(items), pricePoint: pricePoint().parse({ Items: points }).data };
}

function kindsOf(found: Item[]) {
  const items = Map.groupBy(found, (item) => item.__edb_e__);
  const of = (entity: string) => ({ Items: items.get(entity) ?? [] });
  return {
    group: group().parse(of("productGroup")).data,
    variant: variant().parse(of("variant")).data,
    listing: listing().parse(of("listing")).data,
    image: image().parse(of("image")).data,
    promotion: promotion().parse(of("promotion")).data,
    sourcePage: sourcePage().parse(of("sourcePage")).data,
  };
}

async function query(
  groupId: string,
  part: { condition: string; values: Record<string, string> },
  consistent: boolean,
): Promise<Item[]> {
  const { documents } = context();
  const own = group().query.primary({ groupId }).params() as QueryCommandInput;
  const input: QueryCommandInput = {
    TableName: own.TableName,
    KeyConditionExpression: `pk = :pk${part.condition}`,
    ExpressionAttributeValues: { ":pk": own.ExpressionAttributeValues?.[":pk"], ...part.values },
    ConsistentRead: consistent,
  };
  const items: Item[] = [];
  let start: QueryCommandOutput["LastEvaluatedKey"];
  do {
    const page: QueryCommandOutput = await documents.send(new QueryCommand({ ...input, ExclusiveStartKey: start }));
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}
