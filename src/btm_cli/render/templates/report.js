"use strict";
document.querySelectorAll("table.sortable").forEach((table) => {
  const body = table.tBodies[0];
  const read = (row, index) => {
    const text = row.cells[index].textContent.trim();
    const number = parseFloat(text.replace(/^[<>+]/, ""));
    return [text, Number.isNaN(number) || !/^[<>]?[+-]?[0-9.]+%?$/.test(text) ? null : number];
  };
  [...table.tHead.rows[0].cells].forEach((head, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].map((row) => [row, ...read(row, index)]);
      rows.sort((a, b) => {
        if ((a[2] === null) !== (b[2] === null)) return a[2] === null ? 1 : -1;
        const order = a[2] === null ? a[1].localeCompare(b[1]) : a[2] - b[2];
        return down ? -order : order;
      });
      body.append(...rows.map((row) => row[0]));
    });
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.body.classList.add("quiet");
});
for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    if (event.target.closest("td.cell")) document.body.classList.remove("quiet");
  });
}
