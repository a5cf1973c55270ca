import type { Profile } from "@stylegence/contracts/shopper";
import { faultText } from "../../ui/fault.ts";
import type { Option } from "../../ui/pick.ts";
import { Picks } from "../../ui/picks.tsx";
import type { Changes } from "./changes.ts";
import { STYLES } from "./profile.ts";

interface Props {
  profile: Profile;
  changes: Changes;
  brands: Option[];
}

/** Styles and brands. */
export function Taste({ profile, changes, brands }: Props) {
  const { save, fields } = changes;
  return (
    <section class="panel">
      <h2>What you like</h2>
      <p class="small soft panel-note">Saved as you change it.</p>
      <div class="form">
        <Picks
          label="Styles"
          hint="Choose, or write your own."
          error={faultText("This list", fields.stylePreferences)}
          values={profile.stylePreferences}
          options={STYLES}
          isFree
          max={20}
          placeholder="festive, block print…"
          onChange={(stylePreferences) => save({ stylePreferences })}
        />
        <Picks
          label="Favourite brands"
          error={faultText("This list", fields.favoriteBrands)}
          values={profile.favoriteBrands}
          options={brands}
          max={50}
          placeholder="Name of a brand"
          onChange={(favoriteBrands) => save({ favoriteBrands })}
        />
      </div>
    </section>
  );
}
