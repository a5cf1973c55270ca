import { BAZAAR24 } from "./bazaar24/shop.ts";
import { NEBULA } from "./nebula/shop.ts";
import type { Shop } from "./shop.ts";
import { SLOWLOOM } from "./slowloom/shop.ts";
import { THREADMILL } from "./threadmill/shop.ts";
import { VANIKA } from "./vanika/shop.ts";

export const SHOPS: readonly Shop[] = [THREADMILL, VANIKA, BAZAAR24, NEBULA, SLOWLOOM];
