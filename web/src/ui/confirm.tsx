import type { ComponentChildren } from "preact";
import { useDeed } from "./deed.ts";
import { Dialog, Failure } from "./parts.tsx";

interface Props {
  title: string;
  /** What happens then. */
  children: ComponentChildren;
  /** What the button says: the deed itself. */
  deed: string;
  done?: string;
  tone?: "danger" | "plain";
  act: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something that cannot be taken back, and does it. */
export function Confirm({ title, children, deed: name, done, tone = "danger", act, onClose }: Props) {
  const deed = useDeed();
  const go = async () => {
    if (await deed.run(act, done)) onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      {Boolean(deed.error) && <Failure error={deed.error} />}
      <p class="gate-row">
        <button
          type="button"
          class={tone === "danger" ? "button danger" : "button"}
          aria-disabled={deed.busy}
          onClick={() => void go()}
        >
          {name}
        </button>
        <button type="button" class="button quiet" onClick={onClose}>
          Cancel
        </button>
      </p>
    </Dialog>
  );
}
