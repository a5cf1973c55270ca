import { initialsOf } from "../account/place.ts";

interface Props {
  name: string;
  imageUrl: string | null;
}

/** The picture of a person, or their initials. The name stands beside it. */
export function Avatar({ name, imageUrl }: Props) {
  return (
    <span class="avatar is-person" aria-hidden="true">
      {imageUrl ? <img src={imageUrl} alt="" referrerpolicy="no-referrer" loading="lazy" /> : initialsOf(name)}
    </span>
  );
}
