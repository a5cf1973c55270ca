import { useState } from "preact/hooks";
import { useDeed } from "../../ui/deed.ts";
import { sentence } from "../../ui/failure.ts";
import { faultText } from "../../ui/fault.ts";
import { Dialog, Field, onSubmit } from "../../ui/parts.tsx";

interface Props {
  title: string;
  name?: string;
  deed: string;
  save: (name: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for a group's name. */
export function NameDialog({ title, name = "", deed: label, save, onClose }: Props) {
  const deed = useDeed();
  const [isEmpty, setEmpty] = useState(false);
  async function send(data: FormData) {
    const wanted = String(data.get("name")).trim();
    setEmpty(wanted === "");
    if (wanted !== "" && (await deed.run(() => save(wanted)))) onClose();
  }
  const refused = deed.error ? (faultText("This name", deed.fields.name) ?? sentence(deed.error)) : undefined;
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="form" onSubmit={onSubmit(send)} noValidate>
        <Field label="Name" hint="Members see it." error={isEmpty ? "Give it a name first." : refused}>
          {(given) => (
            <input {...given} class="field" name="name" maxLength={60} autocomplete="off" defaultValue={name} />
          )}
        </Field>
        <p>
          <button type="submit" class="button" aria-disabled={deed.busy}>
            {label}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
