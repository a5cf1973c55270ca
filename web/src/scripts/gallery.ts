/** Keeps the chosen thumbnail in step with the picture in view. Scrolling itself is the browser's. */
function enhance(gallery: HTMLElement): void {
  const strip = gallery.querySelector<HTMLElement>(".gallery-strip");
  const links = [...gallery.querySelectorAll<HTMLAnchorElement>(".gallery-thumbs a")];
  if (!strip || links.length === 0) return;
  const pictures = [...strip.children] as HTMLElement[];

  const seen = new IntersectionObserver(
    (entries) => {
      const entry = entries.find(({ isIntersecting }) => isIntersecting);
      if (entry) mark(links, pictures.indexOf(entry.target as HTMLElement));
    },
    { root: strip, threshold: 0.6 },
  );
  for (const picture of pictures) seen.observe(picture);

  // The address stays clean, and the page does not jump.
  for (const [index, link] of links.entries()) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      strip.scrollTo({ left: pictures[index]?.offsetLeft ?? 0 });
    });
  }
}

function mark(links: HTMLAnchorElement[], current: number): void {
  for (const [index, link] of links.entries()) {
    if (index === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function enhanceAll(): void {
  for (const gallery of document.querySelectorAll<HTMLElement>("[data-gallery]:not([data-gallery=ready])")) {
    gallery.dataset.gallery = "ready";
    enhance(gallery);
  }
}

enhanceAll();
document.addEventListener("regions", enhanceAll);

export {};
