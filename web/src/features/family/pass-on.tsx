import type { NewInvitation } from "@stylegence/contracts/invitation";
import { useEffect, useRef, useState } from "preact/hooks";
import { formatInstant } from "../../format/time.ts";
import { Field } from "../../ui/parts.tsx";

/** What was made: a link to copy, shown this once, or whom it was sent to. */
export function PassOn({ made: { invitation, url }, onClose }: { made: NewInvitation; onClose: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const done = useRef<HTMLButtonElement>(null);
  const [copied, setCopied] = useState("");
  useEffect(() => (input.current ?? done.current)?.focus(), []);

  async function copy(): Promise<void> {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(url ?? "");
      setCopied("Copied.");
    } catch {
      setCopied("Marked: copy it with your keyboard or the menu.");
    }
  }

  const until = formatInstant(invitation.expiresAt);
  return (
    <div class="form">
      {url ? (
        <>
          <p>For one person, whoever accepts it first. It is good until {until} and shown only now: we keep no copy.</p>
          <Field label="Link">
            {(given) => (
              <span class="picks-row">
                <input
                  {...given}
                  ref={input}
                  class="field"
                  readOnly
                  value={url}
                  onFocus={() => input.current?.select()}
                />
                <button type="button" class="button" onClick={() => void copy()}>
                  Copy
                </button>
              </span>
            )}
          </Field>
          <p class="small soft" role="status">
            {copied}
          </p>
        </>
      ) : (
        <p>
          {invitation.person
            ? `${invitation.person.name} is told in their notifications. They can accept until ${until}.`
            : `A mail goes to ${invitation.email}. The invitation is good until ${until}.`}
        </p>
      )}
      <p>
        <button type="button" class="button quiet" ref={done} onClick={onClose}>
          Done
        </button>
      </p>
    </div>
  );
}
