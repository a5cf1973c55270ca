import type { Profile, SizeLabel } from "@stylegence/contracts/shopper";
import { useRef, useState } from "preact/hooks";
import { announce } from "../../ui/announce.ts";
import { faultText } from "../../ui/fault.ts";
import { Icon } from "../../ui/icon.tsx";
import { Field, onSubmit } from "../../ui/parts.tsx";
import { nameOf, type Option } from "../../ui/pick.ts";
import type { Changes } from "./changes.ts";
import { SIZE_SYSTEMS, sizeText, withoutSize, withSize } from "./profile.ts";

interface Props {
  profile: Profile;
  changes: Changes;
  brands: Option[];
  categories: Option[];
}

const MOST = 60;

/** Which size is worn of what. */
export function Sizes({ profile, changes: { save, fields }, brands, categories }: Props) {
  const [wrong, setWrong] = useState("");
  const label = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const sizes = profile.sizeLabels;
  // Whole departments have no sizes of their own.
  const garments = categories.filter(({ value }) => value.includes("-"));

  function add(data: FormData) {
    const written = String(data.get("label")).trim();
    if (written === "") return setWrong("Write the size as it stands on the label, such as M or 38.");
    if (sizes.length >= MOST) return setWrong(`There is room for ${MOST}. Remove one first.`);
    setWrong("");
    const size: SizeLabel = {
      category: String(data.get("category")),
      brand: String(data.get("brand")) || null,
      sizeSystem: String(data.get("system")) as SizeLabel["sizeSystem"],
      label: written,
    };
    save({ sizeLabels: withSize(sizes, size) });
    if (label.current) label.current.value = "";
  }

  function remove(size: SizeLabel): void {
    save({ sizeLabels: withoutSize(sizes, size) });
    announce(`Removed ${sizeText(size)}.`);
    heading.current?.focus();
  }

  return (
    <section class="panel">
      <h2 ref={heading} tabIndex={-1}>
        Sizes you wear
      </h2>
      {sizes.length === 0 && (
        <p class="soft panel-note">
          None yet. A kurta in M here and L there? Note it once, by brand where they differ.
        </p>
      )}
      {sizes.length > 0 && (
        <ul class="worn">
          {sizes.map((size) => (
            <li key={`${size.category} ${size.brand}`}>
              <strong class="worn-size">{sizeText(size)}</strong>
              <span>
                {nameOf(categories, size.category)}
                <span class="soft"> · {size.brand ? nameOf(brands, size.brand) : "any brand"}</span>
              </span>
              <button
                type="button"
                class="icon-button"
                aria-label={`Remove ${sizeText(size)} for ${nameOf(categories, size.category)}`}
                onClick={() => remove(size)}
              >
                <Icon name="close" size={18} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form class="form two" aria-label="Add a size" onSubmit={onSubmit(add)} noValidate>
        <Field label="Garment" error={faultText("This garment", fields.category)}>
          {(given) => (
            <select {...given} class="field" name="category" disabled={garments.length === 0}>
              {garments.map(optionOf)}
            </select>
          )}
        </Field>
        <Field label="Brand">
          {(given) => (
            <select {...given} class="field" name="brand">
              <option value="">Any brand</option>
              {brands.map(optionOf)}
            </select>
          )}
        </Field>
        <Field label="System">
          {(given) => (
            <select {...given} class="field" name="system">
              {Object.entries(SIZE_SYSTEMS).map(([value, text]) => (
                <option key={value} value={value} selected={value === profile.preferredSizeSystem}>
                  {text}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Size" error={wrong || faultText("This size", fields.sizeLabels)}>
          {(given) => (
            <input
              {...given}
              ref={label}
              class="field"
              name="label"
              maxLength={20}
              autocomplete="off"
              placeholder="M"
            />
          )}
        </Field>
        <p>
          <button type="submit" class="button quiet" disabled={garments.length === 0}>
            Add size
          </button>
        </p>
      </form>
    </section>
  );
}

const optionOf = ({ value, label }: Option) => (
  <option key={value} value={value}>
    {label}
  </option>
);
