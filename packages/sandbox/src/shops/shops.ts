import type { Shop } from "./shop.ts";
import { THREADMILL } from "./threadmill/shop.ts";

export const SHOPS: readonly Shop[] = [THREADMILL];
