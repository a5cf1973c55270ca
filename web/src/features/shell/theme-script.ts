/**
 * Runs in the head before anything is painted, so that a chosen theme never flashes the other one, nor the link to sign in
 * where a cookie of Clerk's says that somebody is signed in. It is the only inline script of the site: the content security
 * policy names it by hash.
 */
export const THEME_SCRIPT =
  '{let c=document.documentElement.classList;c.add("js");if(/(^|; )__client_uat(_[\\w-]+)?=[1-9]/.test(document.cookie))c.add("signed-in")}try{let t=localStorage.getItem("theme");if(t)document.documentElement.dataset.theme=t}catch{}';
