import type { Wish } from "@stylegence/contracts/wishlist";
import { isShowable, srcsetOf } from "../product/picture.ts";

/** The garment's picture, or its empty niche; the title beside it says what it is. */
export function WishPicture({ wish: { image }, sizes = "8rem" }: { wish: Pick<Wish, "image">; sizes?: string }) {
  const colour = image?.dominantColour;
  return (
    <div class="card-picture" style={colour ? { background: colour } : undefined}>
      {image && isShowable(image.url) && (
        <img
          src={image.url}
          srcset={srcsetOf(image.url)}
          sizes={sizes}
          alt=""
          width={image.width ?? 400}
          height={image.height ?? 500}
          loading="lazy"
          decoding="async"
        />
      )}
    </div>
  );
}
