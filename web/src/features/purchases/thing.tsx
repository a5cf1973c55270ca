import type { Purchase } from "@stylegence/contracts/purchase";
import type { ComponentChildren } from "preact";
import { isShowable } from "../product/picture.ts";

interface Props {
  product: Purchase["product"];
  children: ComponentChildren;
}

/** A garment of the lists on this page: its picture, its name, and what is said of it. */
export function Thing({ product: { groupId, title, image }, children }: Props) {
  return (
    <article class="bought">
      <div class="card-picture">
        {image && isShowable(image) && <img src={image} alt="" width="80" height="100" loading="lazy" />}
      </div>
      <div>
        <h3>
          <a href={`/p/${groupId}`}>{title}</a>
        </h3>
        {children}
      </div>
    </article>
  );
}
