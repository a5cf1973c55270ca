import type { WishLink, WishLinkAnswer } from "@stylegence/contracts/wishlist";
import { useRef } from "preact/hooks";
import { me } from "../../account/me.ts";
import { useDeed } from "../../ui/deed.ts";
import { sentence } from "../../ui/failure.ts";
import { Icon } from "../../ui/icon.tsx";
import { Field, onSubmit } from "../../ui/parts.tsx";
import { hostOf, linkText } from "./wish.ts";

/** Takes the address of a product's page at any shop. */
export function Paste({ onAnswer }: { onAnswer: (answer: WishLinkAnswer) => void }) {
  const deed = useDeed();
  const form = useRef<HTMLFormElement>(null);
  const add = (data: FormData) => {
    const url = String(data.get("url")).trim();
    if (url === "") return;
    void deed.run(async () => {
      onAnswer(await me.addLink(url));
      form.current?.reset();
    });
  };
  return (
    <form class="paste" ref={form} onSubmit={onSubmit(add)} noValidate>
      <Field label="Add from any shop" error={deed.error ? (deed.fields.url ?? sentence(deed.error)) : undefined}>
        {(given) => (
          <span class="paste-row">
            <input
              {...given}
              class="field"
              name="url"
              type="url"
              inputMode="url"
              required
              maxLength={2000}
              autocomplete="off"
              spellcheck={false}
              placeholder="Paste the address of a product"
            />
            <button type="submit" class="button" aria-disabled={deed.busy}>
              {deed.busy ? "Adding…" : "Add"}
            </button>
          </span>
        )}
      </Field>
    </form>
  );
}

/** Pasted links on their way to be wishes. */
export function Links({ links, onDismiss }: { links: WishLink[]; onDismiss: (link: WishLink) => void }) {
  if (links.length === 0) return null;
  return (
    <ul class="pasted" aria-label="Pasted links">
      {links.map((link) => (
        <li key={link.linkId} class={link.state}>
          <Icon name="link" size={18} />
          <p>
            <strong>{hostOf(link.url)}</strong> <span class="small">{linkText(link)}</span>
            {link.state === "reading" && <progress aria-label={`Reading ${hostOf(link.url)}`} />}
          </p>
          <button
            type="button"
            class="icon-button"
            aria-label={`Dismiss ${hostOf(link.url)}`}
            onClick={() => onDismiss(link)}
          >
            <Icon name="close" size={18} />
          </button>
        </li>
      ))}
    </ul>
  );
}
