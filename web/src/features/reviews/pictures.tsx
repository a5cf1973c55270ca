import type { Upload } from "@stylegence/contracts/upload";
import { useEffect, useRef } from "preact/hooks";
import { UploadFault, upload } from "../../account/upload.ts";
import { sentence } from "../../ui/failure.ts";

const MOST = 4;
const TYPES = "image/jpeg,image/png,image/webp";

export interface Picture {
  key: string;
  name: string;
  /** Address of the file in this browser. */
  preview: string;
  state: "sending" | "ready" | "failed";
  uploadId: string | null;
  fault: string | null;
}

interface Props {
  pictures: Picture[];
  onChange: (change: (pictures: Picture[]) => Picture[]) => void;
  error: string | undefined;
}

/** Pictures for a review: each is sent as soon as it is chosen, and looked at before the review can have it. */
export function Pictures({ pictures, onChange, error }: Props) {
  const stop = useRef(new AbortController());
  const shown = useRef(pictures);
  shown.current = pictures;
  useEffect(
    () => () => {
      stop.current.abort();
      for (const { preview } of shown.current) URL.revokeObjectURL(preview);
    },
    [],
  );

  const set = (key: string, change: Partial<Picture>) =>
    onChange((now) => now.map((one) => (one.key === key ? { ...one, ...change } : one)));

  async function send(file: File): Promise<void> {
    const key = crypto.randomUUID();
    const preview = URL.createObjectURL(file);
    onChange((now) => [...now, { key, name: file.name, preview, state: "sending", uploadId: null, fault: null }]);
    try {
      const { uploadId }: Upload = await upload(file, "review_image", key, stop.current.signal);
      set(key, { state: "ready", uploadId });
    } catch (cause) {
      set(key, { state: "failed", fault: cause instanceof UploadFault ? cause.message : sentence(cause) });
    }
  }

  return (
    <div class="form-field review-upload">
      <label for="review-pictures">Pictures</label>
      <p class="small soft" id="review-pictures-hint">
        Up to {MOST}. What a picture says of where it was taken is removed.
      </p>
      {pictures.length < MOST && (
        <input
          id="review-pictures"
          type="file"
          accept={TYPES}
          multiple
          aria-describedby="review-pictures-hint"
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])].slice(0, MOST - pictures.length);
            event.currentTarget.value = "";
            for (const file of files) void send(file);
          }}
        />
      )}
      {error && <p class="field-error small">{error}</p>}
      <ul class="review-pictures" aria-live="polite">
        {pictures.map(({ key, name, preview, state, fault }) => (
          <li key={key}>
            <img src={preview} alt={name} width="96" height="120" class={state === "ready" ? "" : "waiting"} />
            <p class="small">{state === "sending" ? "Being sent…" : state === "ready" ? "Ready" : fault}</p>
            <button
              type="button"
              class="text-button small"
              onClick={() => {
                URL.revokeObjectURL(preview);
                onChange((now) => now.filter((one) => one.key !== key));
              }}
            >
              Remove<span class="unseen"> {name}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
