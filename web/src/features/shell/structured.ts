export interface Step {
  href: string;
  label: string;
}

/** schema.org BreadcrumbList of a page, from the front page on. */
export function breadcrumbs(origin: string, trail: Step[]): object {
  const steps = [{ href: "/", label: "Home" }, ...trail];
  return {
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    itemListElement: steps.map(({ href, label }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name: label,
      item: new URL(href, origin).href,
    })),
  };
}
