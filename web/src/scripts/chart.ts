type Point = [x: number, y: number, day: string, price: string];

/** Reads out the day under the pointer or, by arrow keys, the one chosen. */
function enhance(figure: HTMLElement): void {
  const plot = figure.querySelector<HTMLElement>(".chart-plot");
  const points = JSON.parse(plot?.dataset.points ?? "[]") as Point[];
  if (!plot || points.length < 2) return;
  const cursor = document.createElement("div");
  cursor.className = "chart-cursor";
  cursor.hidden = true;
  const label = document.createElement("output");
  cursor.append(label);
  plot.append(cursor);
  plot.tabIndex = 0;
  plot.setAttribute("role", "group");
  plot.setAttribute("aria-label", "Price by day, choose a day with the arrow keys");
  let at = points.length - 1;

  function show(index: number): void {
    at = Math.max(0, Math.min(points.length - 1, index));
    const [x, y, day, price] = points[at]!;
    cursor.hidden = false;
    cursor.style.left = `${x}%`;
    cursor.style.setProperty("--y", `${y}%`);
    cursor.classList.toggle("flip", x > 70);
    label.textContent = `${price} on ${day}`;
  }

  plot.addEventListener("pointermove", (event) => {
    const { left, width } = plot.getBoundingClientRect();
    const x = ((event.clientX - left) / width) * 100;
    const nearest = points.reduce((best, [px], i) => (Math.abs(px - x) < Math.abs(points[best]![0] - x) ? i : best), 0);
    show(nearest);
  });
  plot.addEventListener("pointerleave", () => {
    cursor.hidden = true;
  });
  plot.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowLeft") show(at - 1);
    if (key === "ArrowRight") show(at + 1);
  });
  plot.addEventListener("blur", () => {
    cursor.hidden = true;
  });
}

function enhanceAll(): void {
  for (const figure of document.querySelectorAll<HTMLElement>("[data-chart]:not([data-chart=ready])")) {
    figure.dataset.chart = "ready";
    enhance(figure);
  }
}

enhanceAll();
document.addEventListener("regions", enhanceAll);

export {};
