/**
 * Runs in the head before anything is painted, so that a chosen theme never flashes the other one. It is the only inline
 * script of the site: the content security policy names it by hash.
 */
export const THEME_SCRIPT =
  'document.documentElement.classList.add("js");try{let t=localStorage.getItem("theme");if(t)document.documentElement.dataset.theme=t}catch{}';
