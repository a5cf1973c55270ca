import type { ComponentChildren, TargetedEvent } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { signIn } from "../account/session.ts";
import { tell } from "./failure.ts";
import { Icon } from "./icon.tsx";

/** What went wrong, with what helps. */
export function Failure({ error, retry }: { error: unknown; retry?: () => unknown }) {
  const { title, text, remedy } = tell(error);
  return (
    <div class="notice failure" role="alert">
      <div>
        <p>
          <strong>{title}</strong>
        </p>
        <p>{text}</p>
      </div>
      {remedy === "sign-in" && (
        <button type="button" class="button" onClick={() => void signIn()}>
          Sign in
        </button>
      )}
      {remedy === "retry" && retry && (
        <button type="button" class="button quiet" onClick={() => void retry()}>
          Try again
        </button>
      )}
    </div>
  );
}

interface FieldProps {
  label: ComponentChildren;
  hint?: ComponentChildren;
  error?: string | undefined;
  children: (given: { id: string; "aria-describedby"?: string; "aria-invalid"?: "true" }) => ComponentChildren;
}

/** A labelled input with what helps to fill it in and what is wrong with it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="form-field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="small soft" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        ...(described ? { "aria-describedby": described } : {}),
        ...(error ? { "aria-invalid": "true" as const } : {}),
      })}
      {error && (
        <p class="field-error small" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

interface SwitchProps {
  label: ComponentChildren;
  hint?: ComponentChildren;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => unknown;
}

/** Takes effect at once, which a mere checkbox in a form does not. */
export function Switch({ label, hint, checked, disabled = false, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div class="switch-row">
      <label for={id}>
        {label}
        {hint && (
          <span class="small soft" id={`${id}-hint`}>
            {hint}
          </span>
        )}
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={checked}
        class="switch"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => {
          const wanted = event.currentTarget.checked;
          // The state decides, so that what the API refuses goes back by itself.
          event.currentTarget.checked = checked;
          void onChange(wanted);
        }}
      />
    </div>
  );
}

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** A modal dialog: the browser keeps the focus inside, closes it on Escape and gives the focus back. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes as well; the keyboard has Escape and the button
    <dialog
      ref={ref}
      class="dialog"
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <div class="dialog-body">
        <div class="dialog-head">
          <h2 id={id}>{title}</h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={() => ref.current?.close()}>
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

/** Grey bones of what is to come, of about its size. */
export function Bones({ rows = 3, kind = "row" }: { rows?: number; kind?: "row" | "card" | "form" }) {
  return (
    <div class={`bones ${kind}`} aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} class="bone" />
      ))}
    </div>
  );
}

interface MoreProps {
  cursor: string | null;
  busy: boolean;
  onMore: () => unknown;
}

export function More({ cursor, busy, onMore }: MoreProps) {
  if (cursor === null) return null;
  return (
    <p class="more-row">
      <button type="button" class="button quiet" aria-disabled={busy} onClick={() => !busy && void onMore()}>
        {busy ? "Loading…" : "Show more"}
      </button>
    </p>
  );
}

/** Submits without leaving the page. */
export function onSubmit(act: (data: FormData, form: HTMLFormElement) => unknown) {
  return (event: TargetedEvent<HTMLFormElement, SubmitEvent>) => {
    event.preventDefault();
    void act(new FormData(event.currentTarget), event.currentTarget);
  };
}
