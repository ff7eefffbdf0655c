"use strict";
// Filter and sort for long tables; the page reads the same without it.
(() => {
  const script = document.currentScript;
  const plain = (cell) => cell.textContent.trim();
  const amount = (text) => {
    const found = text.replace(/,/g, "").match(/^-?\d+(\.\d+)?/);
    return found ? Number(found[0]) : null;
  };
  const compare = (a, b) => {
    const x = amount(a), y = amount(b);
    return x !== null && y !== null ? x - y : a.localeCompare(b, "zh");
  };
  const sortBy = (body, at, down) => {
    const rows = [...body.rows].filter((row) => !row.classList.contains("total"));
    const totals = [...body.rows].filter((row) => row.classList.contains("total"));
    rows.sort((a, b) => compare(plain(a.cells[at]), plain(b.cells[at])) * (down ? -1 : 1));
    body.append(...rows, ...totals);
  };
  const makeSortable = (table) => {
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      head.tabIndex = 0;
      const sort = () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        [...table.tHead.rows[0].cells].forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sortBy(table.tBodies[0], at, down);
      };
      head.addEventListener("click", sort);
      head.addEventListener("keydown", (event) => { if (event.key === "Enter") sort(); });
    });
  };
  const makeFilter = (table) => {
    const input = document.createElement("input");
    input.type = "search";
    input.placeholder = script.dataset.filter;
    input.setAttribute("aria-label", script.dataset.filter);
    input.className = "filter";
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      for (const row of table.tBodies[0].rows) {
        row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
      }
    });
    table.parentElement.before(input);
  };
  for (const table of document.querySelectorAll("table")) {
    makeSortable(table);
    if (table.tBodies[0].rows.length > 8) makeFilter(table);
  }
})();
