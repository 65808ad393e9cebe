(() => {
  "use strict";
  const find = id => document.getElementById(id);

  // The slider: what if the local share were x%?
  const model = find("what-if-model");
  if (model) {
    const { total, local, movable } = JSON.parse(model.textContent);
    const most = movable[0] + movable[1];
    const written = pounds => {
      const [size, unit] = pounds >= 999950 ? [1e6, "m"] : pounds >= 1000 ? [1e3, "k"] : [1, ""];
      const figure = (pounds / size).toLocaleString("en-GB", { minimumFractionDigits: unit ? 1 : 0, maximumFractionDigits: unit ? 1 : 0 });
      return `£${figure}${unit}`;
    };
    const slider = find("what-if-share");
    const across = pounds => `${(pounds / total) * 100}%`;
    const answer = () => {
      const needed = (slider.value / 100) * total - local;
      const moved = Math.max(0, Math.min(needed, most));
      const missing = Math.max(0, needed - most);
      find("what-if-asked").textContent = `${slider.value}%`;
      find("what-if-answer").textContent = needed <= 0
        ? "Already there: nothing needs to move."
        : missing >= 0.005
          ? `Out of reach by ${written(missing)}, even if all influenceable spend, ${written(moved)}, moved.`
          : `Reachable: ${written(moved)} would move, all of it influenceable.`;
      find("what-if-moved").setAttribute("width", across(moved));
      find("what-if-missing").setAttribute("x", across(local + moved));
      find("what-if-missing").setAttribute("width", across(missing));
    };
    const ceiling = ((local + most) / total) * 100;
    find("what-if-ceiling").textContent = `${ceiling.toFixed(1)}%`;
    for (const end of ["x1", "x2"]) find("what-if-mark").setAttribute(end, `${ceiling}%`);
    slider.addEventListener("input", answer);
    find("what-if").hidden = false;
    answer();
  }

  // Tables that can be put in another order.
  const order = new Intl.Collator("en-GB", { numeric: true });
  const worth = text => Number(text.replace(/[^0-9.-]/g, ""));
  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0];
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      const numeric = head.className === "n";
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "descending" : !numeric;
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const key = row => row.cells[column].textContent;
        const compare = numeric ? (a, b) => worth(key(a)) - worth(key(b)) : (a, b) => order.compare(key(a), key(b));
        body.append(...[...body.rows].sort((a, b) => (up ? compare(a, b) : compare(b, a))));
      });
    });
  }

  // The suppliers' filter.
  const filter = find("supplier-filter");
  if (filter) {
    const rows = [...find("supplier-table").tBodies[0].rows].map(row => [row, row.textContent.toLowerCase(), row.cells[2].textContent.toLowerCase()]);
    const choose = () => {
      const words = find("supplier-words").value.toLowerCase().split(/\s+/);
      const where = find("supplier-where").value;
      let shown = 0;
      for (const [row, text, locality] of rows) {
        row.hidden = !(words.every(word => text.includes(word)) && (!where || locality === where));
        shown += !row.hidden;
      }
      find("supplier-count").textContent = `${shown} of ${rows.length} shown`;
    };
    filter.addEventListener("input", choose);
    filter.hidden = false;
    choose();
  }
})();
