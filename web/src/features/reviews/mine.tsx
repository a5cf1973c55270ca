import type { MyReview } from "@stylegence/contracts/review";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { lazily } from "../../ui/lazily.tsx";
import { useLoad } from "../../ui/load.ts";
import { Failure } from "../../ui/parts.tsx";
import { refusedOf, standingOf, standingText, starsText } from "./words.ts";

export interface Place {
  groupId: string;
  title: string;
  /** Whether the shopper came to write. */
  isAsked: boolean;
  /** Told which review of the product is the shopper's; "" for none. */
  onOwn: (reviewId: string) => void;
}

const Write = lazily(async () => (await import("./write.tsx")).Write);

function Mine({ groupId, title, isAsked, onOwn }: Place) {
  const mine = useLoad(async () => (await me.reviews({ groupId })).items);
  const [isWriting, setWriting] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const own = mine.value ? (standingOf(mine.value)?.reviewId ?? "") : null;
  useEffect(() => {
    if (own !== null) onOwn(own);
  }, [own]);
  useEffect(() => {
    if (isAsked) setWriting(true);
  }, [isAsked]);
  // What the live connection told of the product may be this review.
  useEffect(() => {
    document.addEventListener("regions", mine.reload);
    return () => document.removeEventListener("regions", mine.reload);
  }, [mine.reload]);
  if (mine.error) return <Failure error={mine.error} retry={mine.reload} />;
  if (!mine.value) return <Begin isWaiting />;
  const standing = standingOf(mine.value);
  const refused = refusedOf(mine.value);
  if (standing) {
    return (
      <div class="notice mine-review">
        <Own review={standing} />
        <p class="gate-row">
          <button type="button" class="button quiet" onClick={() => setLeaving(true)}>
            Withdraw
          </button>
        </p>
        {isLeaving && (
          <Confirm
            title="Withdraw your review?"
            deed="Withdraw it"
            done="Your review is withdrawn."
            act={async () => {
              await me.withdrawReview(standing.reviewId);
              await mine.reload();
            }}
            onClose={() => setLeaving(false)}
          >
            <p>Its words and pictures are deleted, and its stars no longer count. Points for it are taken back.</p>
          </Confirm>
        )}
      </div>
    );
  }
  return (
    <>
      {refused && (
        <p class="notice">
          <strong>Your last review:</strong> {standingText(refused)} You can write another.
        </p>
      )}
      <Begin onClick={() => setWriting(true)} />
      {isWriting && (
        <Write
          groupId={groupId}
          title={title}
          onClose={() => setWriting(false)}
          onWritten={(review: MyReview) => {
            mine.set(() => [review]);
            setWriting(false);
          }}
        />
      )}
    </>
  );
}

/** As it stands in the page before its script. */
function Begin({ isWaiting = false, onClick }: { isWaiting?: boolean; onClick?: () => void }) {
  return (
    <p>
      <button type="button" class="button quiet" aria-disabled={isWaiting} onClick={onClick}>
        Write a review
      </button>
    </p>
  );
}

function Own({ review }: { review: MyReview }) {
  const { rating, title, body, english } = review;
  return (
    <>
      <h3>Your review</h3>
      <p class="small">{standingText(review)}</p>
      <p>
        <span class="stars" aria-hidden="true">
          {"★".repeat(rating)}
        </span>
        <span class="unseen">{starsText(rating)}</span> {title && <strong>{title}</strong>}
      </p>
      <p class="mine-body">{body}</p>
      {english && (
        <details>
          <summary>As others read it</summary>
          {english.title && (
            <p>
              <strong>{english.title}</strong>
            </p>
          )}
          <p class="mine-body">{english.body}</p>
        </details>
      )}
    </>
  );
}

/** The shopper's own review of a product, or the way to write one, in its place on the page. */
export function showMyReview(place: HTMLElement, given: Place): void {
  if (place.dataset.mounted === undefined) place.replaceChildren();
  place.dataset.mounted = "";
  render(<Mine {...given} />, place);
}
