import type { Garment } from "../world/garment.ts";
import type { Silhouette } from "../world/kind.ts";
import { anarkali, dress } from "./garments/anarkali.ts";
import { handbag, watch } from "./garments/bags.ts";
import { jutti } from "./garments/jutti.ts";
import { hoodie, polo, top, tshirt } from "./garments/knits.ts";
import { kurta } from "./garments/kurta.ts";
import { jeans, palazzo, trousers } from "./garments/legs.ts";
import { dupatta, lehenga } from "./garments/lehenga.ts";
import { saree } from "./garments/saree.ts";
import { kurtaSet, salwarSuit } from "./garments/sets.ts";
import { jacket, shirt } from "./garments/shirts.ts";
import { heel, loafer, sneaker } from "./garments/shoes.ts";
import { skirt } from "./garments/skirt.ts";
import { blazer, dhoti, nehruJacket, sherwani } from "./garments/tailoring.ts";
import type { Drawing, Sitting } from "./sitting.ts";

const ARTISTS: Record<Silhouette, (s: Sitting) => Drawing> = {
  kurta,
  anarkali,
  "kurta-set": kurtaSet,
  "salwar-suit": salwarSuit,
  saree,
  lehenga,
  dupatta,
  palazzo,
  tshirt,
  polo,
  hoodie,
  top,
  shirt,
  dress,
  jeans,
  trousers,
  skirt,
  jacket,
  blazer,
  "nehru-jacket": nehruJacket,
  sherwani,
  dhoti,
  sneaker,
  heel,
  jutti,
  loafer,
  handbag,
  watch,
};

/** Who draws garments of this silhouette. */
export const artistOf = (garment: Garment): ((s: Sitting) => Drawing) => ARTISTS[garment.kind.silhouette];
