import type { ComponentType } from "preact";
import { useLoad } from "./load.ts";
import { Bones, Failure } from "./parts.tsx";

/** A view whose script comes when it is first wanted; until then as many bones stand there. */
export function lazily<Props extends object>(fetchView: () => Promise<ComponentType<Props>>, bones = 0) {
  return function Lazy(props: Props) {
    const { value: View, error, reload } = useLoad(fetchView);
    if (View) return <View {...props} />;
    if (error) return <Failure error={error} retry={reload} />;
    return bones > 0 ? <Bones rows={bones} /> : null;
  };
}
