import { pseudonymOf } from "../platform/pseudonym.ts";
import {
  affiliateChange,
  affiliateConversion,
  affiliateRow,
  type Change,
  type Conversion,
  type Row,
} from "./conversion.entity.ts";

/** A network's conversions, those that changed last first. */
export async function ofNetwork(network: string, limit: number): Promise<Conversion[]> {
  const { data } = await affiliateConversion().query.byNetwork({ network }).go({ order: "desc", limit });
  return data;
}

/** A shopper's conversions, the latest first. */
export async function ofShopper(userId: string, limit: number): Promise<Conversion[]> {
  const { query } = affiliateConversion();
  const { data } = await query.byHolder({ holder: pseudonymOf(userId) }).go({ order: "desc", limit });
  return data;
}

/** The rows of a conversion, and what ever changed them, the first change first. */
export async function historyOf(conversionId: string): Promise<{ rows: Row[]; changes: Change[] }> {
  const [rows, changes] = await Promise.all([
    affiliateRow().query.byConversion({ conversionId }).go({ pages: "all" }),
    affiliateChange().query.primary({ conversionId }).go({ pages: "all" }),
  ]);
  return { rows: rows.data, changes: changes.data };
}
