import { useId, useRef, useState } from "preact/hooks";
import { announce } from "./announce.ts";
import { Icon } from "./icon.tsx";
import { Field } from "./parts.tsx";
import { nameOf, type Option, picked } from "./pick.ts";

interface Props {
  label: string;
  hint?: string;
  error?: string | undefined;
  values: readonly string[];
  options: readonly Option[];
  /** Words of one's own are taken as well. */
  isFree?: boolean;
  max: number;
  placeholder?: string;
  onChange: (values: string[]) => void;
}

/** A list of words that is added to by typing or by choosing what is offered. */
export function Picks({ label, hint, error, values, options, isFree = false, max, placeholder, onChange }: Props) {
  const [wrong, setWrong] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const labelOf = (value: string) => (isFree ? value : nameOf(options, value));

  function add(text: string) {
    const answer = picked(values, text, { options, isFree, max });
    if ("wrong" in answer) return setWrong(answer.wrong);
    setWrong("");
    if (input.current) input.current.value = "";
    if (answer.values.length > values.length) onChange(answer.values);
  }

  function remove(value: string): void {
    onChange(values.filter((one) => one !== value));
    announce(`Removed ${labelOf(value)}.`);
    input.current?.focus();
  }

  /** Browsers say of what was chosen from the list that it replaces the text, or nothing at all. */
  function onInput(event: Event): void {
    const { inputType } = event as InputEvent;
    if (inputType === undefined || inputType === "insertReplacementText") add(input.current?.value ?? "");
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    add(input.current?.value ?? "");
  }

  return (
    <div class="picks">
      <Field label={label} hint={hint} error={wrong || error}>
        {(given) => (
          <span class="picks-row">
            <input
              {...given}
              ref={input}
              class="field"
              list={listId}
              maxLength={40}
              autocomplete="off"
              placeholder={placeholder}
              onInput={onInput}
              onKeyDown={onKeyDown}
            />
            <button type="button" class="button quiet" onClick={() => add(input.current?.value ?? "")}>
              Add<span class="unseen"> to {label}</span>
            </button>
          </span>
        )}
      </Field>
      <datalist id={listId}>
        {options
          .filter(({ value }) => !values.includes(value))
          .map((option) => (
            <option key={option.value} value={option.label} />
          ))}
      </datalist>
      {values.length > 0 && (
        <ul class="picked" aria-label={label}>
          {values.map((value) => (
            <li key={value} class="chip">
              {labelOf(value)}
              <button type="button" aria-label={`Remove ${labelOf(value)}`} onClick={() => remove(value)}>
                <Icon name="close" size={16} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
