import type { ProductResponse } from "@stylegence/contracts/product";
import type { SearchResponse } from "@stylegence/contracts/search";
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../../account/api.ts";
import { me } from "../../account/me.ts";
import { UploadFault, upload } from "../../account/upload.ts";
import { announce } from "../../ui/announce.ts";
import { sentence } from "../../ui/failure.ts";
import { Field, onSubmit } from "../../ui/parts.tsx";
import { faultOf, productIn, RECEIPT_TYPES } from "./words.ts";

interface Chosen {
  groupId: string;
  title: string;
}

const FOUND = 6;

/** Says of a product that it was bought: by a receipt, or on the shopper's word. */
export function Claim({ onClaimed }: { onClaimed: () => Promise<unknown> }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  useEffect(() => {
    const groupId = productIn(location.search);
    if (!groupId) return;
    call<ProductResponse>("GET", `/products/${groupId}`).then(
      (found) => {
        if ("title" in found) setChosen({ groupId, title: found.title });
      },
      () => undefined,
    );
  }, []);
  return (
    <section class="panel" aria-labelledby="claim">
      <h2 id="claim">Add what you bought</h2>
      {chosen ? (
        <Prove chosen={chosen} onClaimed={onClaimed} onLeave={() => setChosen(null)} />
      ) : (
        <Choose onChoose={setChosen} />
      )}
    </section>
  );
}

function Choose({ onChoose }: { onChoose: (chosen: Chosen) => void }) {
  const [found, setFound] = useState<Chosen[] | null>(null);
  const [fault, setFault] = useState("");
  async function find(data: FormData): Promise<void> {
    const q = String(data.get("q")).trim();
    if (q === "") return;
    setFault("");
    try {
      const { items } = await call<SearchResponse>("GET", "/search", { query: { q, limit: FOUND } });
      setFound(
        items.map(({ groupId, title, brand }) => ({ groupId, title: [brand, title].filter(Boolean).join(" ") })),
      );
    } catch (cause) {
      setFault(sentence(cause));
    }
  }
  return (
    <>
      <form onSubmit={onSubmit(find)}>
        <Field label="Which product?" error={fault}>
          {(given) => (
            <span class="picks-row">
              <input {...given} class="field" name="q" type="search" required maxLength={200} autocomplete="off" />
              <button type="submit" class="button quiet">
                Find
              </button>
            </span>
          )}
        </Field>
      </form>
      <p class="unseen" role="status">
        {found && `${found.length} found`}
      </p>
      {found?.length === 0 && <p class="soft">Nothing has that name. Try fewer words.</p>}
      {found && found.length > 0 && (
        <ul class="bought-found" aria-label="Products found">
          {found.map((one) => (
            <li key={one.groupId}>
              <button type="button" class="text-button" onClick={() => onChoose(one)}>
                {one.title}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface ProveProps {
  chosen: Chosen;
  onClaimed: () => Promise<unknown>;
  onLeave: () => void;
}

function Prove({ chosen: { groupId, title }, onClaimed, onLeave }: ProveProps) {
  const [doing, setDoing] = useState<"sending" | "saying" | null>(null);
  const [fault, setFault] = useState("");
  const stop = useRef(new AbortController());
  /** The same file tried again is the same upload. */
  const sent = useRef<{ file: File; key: string } | null>(null);
  const head = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    head.current?.focus();
    return () => stop.current.abort();
  }, []);

  async function act(what: "sending" | "saying", body: () => Promise<string>): Promise<void> {
    if (doing) return;
    setDoing(what);
    setFault("");
    try {
      announce(await body());
      await onClaimed();
      onLeave();
    } catch (cause) {
      // What was refused is refused: only what got lost on its way is the same upload again.
      if (cause instanceof UploadFault) sent.current = null;
      setDoing(null);
      setFault(cause instanceof UploadFault ? cause.message : sentence(cause));
    }
  }

  function send(file: File): void {
    const wrong = faultOf(file);
    if (wrong) {
      setFault(wrong);
      return;
    }
    if (sent.current?.file !== file) sent.current = { file, key: crypto.randomUUID() };
    const { key } = sent.current;
    void act("sending", async () => {
      const { uploadId } = await upload(file, "receipt", key, stop.current.signal);
      await me.claimPurchase({ groupId, method: "receipt_upload", uploadId });
      return "The receipt arrived. It is read now.";
    });
  }

  const say = () =>
    act("saying", async () => {
      await me.claimPurchase({ groupId, method: "self_report" });
      return "It is among what you bought.";
    });

  return (
    <div>
      <p ref={head} tabIndex={-1}>
        <strong>{title}</strong>{" "}
        <button type="button" class="text-button" onClick={onLeave}>
          Another product
        </button>
      </p>
      <Field
        label="Receipt or order confirmation"
        hint="A picture or PDF of up to 10 MB that shows the shop, the date, the product and its price. Only we see it; it is deleted 30 days after it was checked."
        error={fault}
      >
        {(given) => (
          <input
            {...given}
            type="file"
            accept={RECEIPT_TYPES}
            disabled={doing !== null}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) send(file);
            }}
          />
        )}
      </Field>
      {doing === "sending" && (
        <p role="status">
          Being sent and looked at… <progress aria-label="Being sent" />
        </p>
      )}
      <p>
        <button type="button" class="text-button" aria-disabled={doing !== null} onClick={() => void say()}>
          I have no receipt: note it on my word
        </button>
      </p>
    </div>
  );
}
