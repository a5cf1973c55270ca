import type { Family, FamilyInput } from "@stylegence/contracts/family";
import type { Money } from "@stylegence/contracts/money";
import { useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { formatMoney, parseAmount, toDecimal } from "../../format/money.ts";
import { optimistic, useDeed } from "../../ui/deed.ts";
import { faultText } from "../../ui/fault.ts";
import { Failure, Field, onSubmit } from "../../ui/parts.tsx";
import { nameOf, type Option } from "../../ui/pick.ts";
import { Picks } from "../../ui/picks.tsx";
import { useCategories } from "../profile/choices.ts";

const OCCASIONS: Option[] = [
  "wedding",
  "diwali",
  "eid",
  "durga puja",
  "navratri",
  "onam",
  "christmas",
  "birthday",
  "office",
  "school",
  "holiday",
].map((value) => ({ value, label: value }));

interface Props {
  family: Family;
  onFamily: (family: Family) => void;
}

/** What the group looks for together. */
export function GroupLooks({ family, onFamily }: Props) {
  const categories = useCategories();
  if (family.role === "guest") return <Read family={family} categories={categories} />;
  return <Change family={family} onFamily={onFamily} categories={categories} />;
}

function Read({ family: { groupPreferences }, categories }: { family: Family; categories: Option[] }) {
  const { preferredCategories, occasionProfiles, preferredPriceMin, preferredPriceMax } = groupPreferences;
  const range = [preferredPriceMin, preferredPriceMax].map((money) => (money ? formatMoney(money) : "Any price"));
  return (
    <section class="panel">
      <h2>What the group looks for</h2>
      <dl class="their-metrics">
        <div>
          <dt>Garments</dt>
          <dd>{preferredCategories.map((slug) => nameOf(categories, slug)).join(", ") || "Anything"}</dd>
        </div>
        <div>
          <dt>Occasions</dt>
          <dd>{occasionProfiles.join(", ") || "Any"}</dd>
        </div>
        <div>
          <dt>Price</dt>
          <dd>{range[0] === range[1] ? range[0] : range.join(" to ").replace("to Any", "to any")}</dd>
        </div>
      </dl>
    </section>
  );
}

function Change({ family, onFamily, categories }: Props & { categories: Option[] }) {
  const { groupPreferences: looks, familyId } = family;
  const deed = useDeed();
  const [wrong, setWrong] = useState("");
  const currency = (looks.preferredPriceMin ?? looks.preferredPriceMax)?.currency ?? "INR";

  const save = (change: NonNullable<FamilyInput["groupPreferences"]>) =>
    optimistic<Family>(
      (turn) => onFamily(turn(family)),
      () => ({ ...family, groupPreferences: { ...looks, ...change } as Family["groupPreferences"] }),
      () => family,
      async () => onFamily(await me.patchFamily(familyId, { groupPreferences: change })),
    );

  async function savePrices(data: FormData) {
    const [preferredPriceMin, preferredPriceMax] = ["min", "max"].map((name) =>
      amountIn(String(data.get(name)), currency),
    );
    if (preferredPriceMin === undefined || preferredPriceMax === undefined)
      return setWrong("Write prices such as 999, or leave them empty.");
    if (preferredPriceMin && preferredPriceMax && preferredPriceMin.amount > preferredPriceMax.amount)
      return setWrong("The highest price is below the lowest.");
    setWrong("");
    const groupPreferences = { preferredPriceMin, preferredPriceMax };
    await deed.run(async () => onFamily(await me.patchFamily(familyId, { groupPreferences })), "Saved.");
  }

  return (
    <section class="panel">
      <h2>What the group looks for</h2>
      <div class="form">
        <Picks
          label="Garments"
          values={looks.preferredCategories}
          options={categories}
          max={30}
          placeholder="Women’s kurtas"
          onChange={(preferredCategories) => void save({ preferredCategories })}
        />
        <Picks
          label="Occasions"
          hint="Choose, or write your own."
          values={looks.occasionProfiles}
          options={OCCASIONS}
          isFree
          max={20}
          placeholder="wedding, diwali…"
          onChange={(occasionProfiles) => void save({ occasionProfiles })}
        />
        <form class="form prices" onSubmit={onSubmit(savePrices)} noValidate>
          <Price
            label={`Lowest price (${currency})`}
            name="min"
            value={plain(looks.preferredPriceMin)}
            error={wrong || faultText("This", deed.fields["groupPreferences.preferredPriceMin"])}
          />
          <Price
            label={`Highest price (${currency})`}
            name="max"
            value={plain(looks.preferredPriceMax)}
            error={faultText("This", deed.fields["groupPreferences.preferredPriceMax"])}
          />
          <p>
            <button type="submit" class="button quiet" aria-disabled={deed.busy}>
              Save prices
            </button>
          </p>
        </form>
        {Boolean(deed.error) && Object.keys(deed.fields).length === 0 && <Failure error={deed.error} />}
      </div>
    </section>
  );
}

const plain = (money: Money | null) => (money ? toDecimal(money).replace(/\.0+$/, "") : "");

/** Null for nothing, undefined for what is no amount. */
function amountIn(text: string, currency: string): Money | null | undefined {
  if (text.trim() === "") return null;
  const amount = parseAmount(text, currency);
  return amount === null ? undefined : { amount, currency };
}

interface PriceProps {
  label: string;
  name: "min" | "max";
  /** As it is typed. */
  value: string;
  error?: string | undefined;
}

function Price({ label, name, value, error }: PriceProps) {
  return (
    <Field label={label} error={error}>
      {(given) => (
        <input {...given} class="field" name={name} inputMode="decimal" autocomplete="off" defaultValue={value} />
      )}
    </Field>
  );
}
