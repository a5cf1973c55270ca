/** Keeps the chosen thumbnail in step with the picture in view. Scrolling itself is the browser's. */
for (const gallery of document.querySelectorAll<HTMLElement>("[data-gallery]")) {
  const strip = gallery.querySelector<HTMLElement>(".gallery-strip");
  const links = [...gallery.querySelectorAll<HTMLAnchorElement>(".gallery-thumbs a")];
  if (!strip || links.length === 0) continue;
  const pictures = [...strip.children] as HTMLElement[];

  const seen = new IntersectionObserver(
    (entries) => {
      const entry = entries.find(({ isIntersecting }) => isIntersecting);
      if (!entry) return;
      const index = pictures.indexOf(entry.target as HTMLElement);
      for (const [i, link] of links.entries()) link.toggleAttribute("aria-current", i === index);
      links[index]?.setAttribute("aria-current", "true");
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
