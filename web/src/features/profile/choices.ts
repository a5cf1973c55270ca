import { useMemo } from "preact/hooks";
import { createClient } from "../../api/client.ts";
import { useLoad } from "../../ui/load.ts";
import type { Option } from "../../ui/pick.ts";

const api = createClient((path, init) => fetch(path, init));

/** What brands or categories there are; empty until it is known, and where it cannot be had. */
function useChoices(ask: () => Promise<{ items: { slug: string; name: string }[] }>): Option[] {
  const { value } = useLoad(ask);
  return useMemo(() => (value?.items ?? []).map(({ slug, name }) => ({ value: slug, label: name })), [value]);
}

export const useBrands = () => useChoices(api.brands);
export const useCategories = () => useChoices(api.categories);
