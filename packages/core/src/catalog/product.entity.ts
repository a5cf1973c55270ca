import { Service } from "electrodb";
import { lazily } from "../platform/table.ts";
import { group } from "./group.entity.ts";
import { image } from "./image.entity.ts";
import { listing } from "./listing.entity.ts";
import { promotion } from "./promotion.entity.ts";
import { sourcePage } from "./source-page.entity.ts";
import { variant } from "./variant.entity.ts";

/** The item collection of a group: everything a product page needs, in one partition. */
export const product = lazily(
  () =>
    new Service({
      group: group(),
      variant: variant(),
      listing: listing(),
      image: image(),
      promotion: promotion(),
      sourcePage: sourcePage(),
    }),
);
