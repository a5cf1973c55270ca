import { takeToken } from "../features/family/invited.ts";

const take = () => takeToken(location, history);

take();
// Another invitation opened in the same tab changes what is behind `#` alone.
addEventListener("hashchange", () => {
  take();
  dispatchEvent(new Event("invited"));
});
