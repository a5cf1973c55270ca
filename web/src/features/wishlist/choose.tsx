import type { ProductResponse } from "@stylegence/contracts/product";
import type { Wish } from "@stylegence/contracts/wishlist";
import { render } from "preact";
import { useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { announce } from "../../ui/announce.ts";
import { useDeed } from "../../ui/deed.ts";
import { Dialog, Failure, onSubmit } from "../../ui/parts.tsx";
import { type Choice, coloursOf, firstChoice, sizesOf, variantFor, withColour } from "./choice.ts";

interface Props {
  product: ProductResponse;
  given: Choice;
  /** What of it is wished for already. */
  wished: string[];
  onWished: (wish: Wish) => void;
  onRemoved: (variantId: string) => void;
  onClose: () => void;
}

function Choose({ product, given, wished, onWished, onRemoved, onClose }: Props) {
  const { variants, title } = product;
  const [choice, setChoice] = useState(() => firstChoice(variants, given));
  const deed = useDeed();
  const colours = coloursOf(variants);
  const sizes = sizesOf(variants, choice.colour);
  const variant = variantFor(variants, choice);
  const isWished = variant !== null && wished.includes(variant.variantId);

  async function act(): Promise<void> {
    if (!variant) return;
    const { variantId } = variant;
    const isDone = await deed.run(async () => {
      if (isWished) {
        await me.removeWish(variantId);
        onRemoved(variantId);
      } else onWished(await me.putWish(variantId, {}));
    });
    if (!isDone) return;
    announce(isWished ? `${title} is no longer on your wishlist.` : `${title} is on your wishlist.`);
    onClose();
  }

  return (
    <Dialog title="Which one?" onClose={onClose}>
      <form class="wish-choice" onSubmit={onSubmit(act)}>
        <p>{title}</p>
        {colours.length > 1 && (
          <Tiles
            name="Colour"
            tiles={colours}
            chosen={choice.colour}
            onChoose={(colour) => setChoice(withColour(variants, choice, colour))}
          />
        )}
        {sizes.length > 0 && (
          <Tiles name="Size" tiles={sizes} chosen={choice.size} onChoose={(size) => setChoice({ ...choice, size })} />
        )}
        {Boolean(deed.error) && <Failure error={deed.error} />}
        <button type="submit" class={isWished ? "button quiet" : "button"} aria-disabled={deed.busy}>
          {isWished ? "Remove from wishlist" : "Add to wishlist"}
        </button>
      </form>
    </Dialog>
  );
}

interface TilesProps {
  name: string;
  tiles: { key: string; label: string; isGone?: boolean }[];
  chosen: string;
  onChoose: (key: string) => void;
}

function Tiles({ name, tiles, chosen, onChoose }: TilesProps) {
  return (
    <fieldset>
      <legend class="option-name">{name}</legend>
      <div class="tiles">
        {tiles.map(({ key, label, isGone }) => (
          <label key={key} class={isGone ? "tile gone" : "tile"}>
            <input type="radio" name={name} value={key} checked={key === chosen} onChange={() => onChoose(key)} />
            {label}
            {isGone && <span class="unseen">, not in stock</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Asks which variant of a product is meant, and wishes for it. */
export function choose(given: Omit<Props, "onClose">): void {
  const place = document.createElement("div");
  document.body.append(place);
  const onClose = () => {
    render(null, place);
    place.remove();
  };
  render(<Choose {...given} onClose={onClose} />, place);
}
