import type { Fit, MyReview, ReviewInput } from "@stylegence/contracts/review";
import { useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { createClient } from "../../api/client.ts";
import { announce } from "../../ui/announce.ts";
import { useDeed } from "../../ui/deed.ts";
import { faultText } from "../../ui/fault.ts";
import { useLoad } from "../../ui/load.ts";
import { Dialog, Failure, Field, onSubmit } from "../../ui/parts.tsx";
import { sizesOf } from "../wishlist/choice.ts";
import { type Picture, Pictures } from "./pictures.tsx";
import { FIT_WORDS, FITS, standingText } from "./words.ts";

const MIN_BODY = 10;
const MAX_BODY = 4000;
const MAX_TITLE = 100;

const api = createClient((path, init) => fetch(path, init));

interface Props {
  groupId: string;
  title: string;
  onClose: () => void;
  onWritten: (review: MyReview) => void;
}

/** A form for a review: what is sent is the review, and can't be edited after. */
export function Write({ groupId, title, onClose, onWritten }: Props) {
  const [rating, setRating] = useState(0);
  const [pictures, setPictures] = useState<Picture[]>([]);
  const deed = useDeed();
  const sizes = useLoad(async () => {
    const product = await api.product(groupId);
    return "variants" in product ? sizesOf(product.variants, "") : [];
  });

  async function send(data: FormData): Promise<void> {
    const review = await deed.run(async () => {
      const made = await me.writeReview(groupId, inputOf(data, rating, pictures));
      announce(`Thank you. ${standingText(made)}`);
      onWritten(made);
    });
    if (!review) document.querySelector<HTMLElement>(".review-form [aria-invalid], .review-form .failure")?.focus();
  }

  const isSending = pictures.some(({ state }) => state === "sending");
  return (
    <Dialog title="Your review" onClose={onClose}>
      <form class="form review-form" onSubmit={onSubmit(send)}>
        <p class="soft">{title}</p>
        <Rating rating={rating} onRate={setRating} error={faultText("Stars", deed.fields.rating)} />
        <Field label="Title" hint="What it comes to, if you like" error={faultText("The title", deed.fields.title)}>
          {(given) => <input {...given} class="field" name="title" maxLength={MAX_TITLE} autocomplete="off" />}
        </Field>
        <Field
          label="Review"
          hint="Cloth, colour, fit, how it wears. In any language: others read it in English."
          error={faultText("The review", deed.fields.body)}
        >
          {(given) => (
            <textarea
              {...given}
              class="field"
              name="body"
              rows={5}
              required
              minLength={MIN_BODY}
              maxLength={MAX_BODY}
            />
          )}
        </Field>
        <Fits />
        {(sizes.busy || (sizes.value?.length ?? 0) > 1) && (
          <Field label="Size you bought" error={faultText("The size", deed.fields.size)}>
            {(given) => (
              <select {...given} class="field" name="size" disabled={sizes.busy}>
                <option value="">I'd rather not say</option>
                {sizes.value?.map(({ key, label }) => (
                  <option key={key} value={key.split(":")[1]}>
                    {label}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <Pictures
          pictures={pictures}
          onChange={setPictures}
          error={faultText("A picture", deed.fields.imageUploadIds)}
        />
        <label class="review-check">
          <input type="checkbox" name="shareMetrics" value="true" />
          <span>
            Show my measurements with it
            <span class="small soft"> Only if you let us keep them, and for as long as you do.</span>
          </span>
        </label>
        {Boolean(deed.error) && <Failure error={deed.error} />}
        <p class="small soft">A review can't be changed once it is published. You can withdraw it.</p>
        <button type="submit" class="button" aria-disabled={deed.busy || isSending}>
          {deed.busy ? "Sending…" : isSending ? "Pictures are on their way…" : "Publish"}
        </button>
      </form>
    </Dialog>
  );
}

function inputOf(data: FormData, rating: number, pictures: Picture[]): ReviewInput {
  const said = (name: string) => String(data.get(name) ?? "").trim();
  const imageUploadIds = pictures.flatMap(({ uploadId, state }) => (state === "ready" && uploadId ? [uploadId] : []));
  return {
    rating,
    body: said("body"),
    ...(said("title") && { title: said("title") }),
    ...(said("fit") && { fit: said("fit") as Fit }),
    ...(said("size") && { size: said("size") }),
    ...(said("shareMetrics") && { shareMetrics: true }),
    ...(imageUploadIds.length > 0 && { imageUploadIds }),
  };
}

interface RatingProps {
  rating: number;
  onRate: (rating: number) => void;
  error: string | undefined;
}

function Rating({ rating, onRate, error }: RatingProps) {
  return (
    <fieldset class="rating">
      <legend>Stars</legend>
      <div class="rating-row">
        {[1, 2, 3, 4, 5].map((stars) => (
          <label key={stars} class={stars <= rating ? "on" : ""}>
            <input
              type="radio"
              name="rating"
              value={stars}
              required
              checked={stars === rating}
              onChange={() => onRate(stars)}
            />
            <span aria-hidden="true">★</span>
            <span class="unseen">{stars === 1 ? "1 star" : `${stars} stars`}</span>
          </label>
        ))}
      </div>
      {error && <p class="field-error small">{error}</p>}
    </fieldset>
  );
}

function Fits() {
  return (
    <fieldset>
      <legend>Fit</legend>
      <div class="tiles">
        {FITS.map((fit) => (
          <label key={fit} class="tile">
            <input type="radio" name="fit" value={fit} />
            {FIT_WORDS[fit]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
