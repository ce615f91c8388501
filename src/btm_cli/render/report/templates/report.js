"use strict";
(function () {
  function follow() {
    var target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (error) { return; }
    if (!target) { return; }
    for (var part = target; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") { part.open = true; }
    }
    target.scrollIntoView();
  }
  addEventListener("hashchange", follow);
  follow();
  function value(row, column) {
    var text = row.cells[column].textContent.trim();
    var number = parseFloat(text.replace("<", "").replace("%", "").replace("\u2212", "-"));
    return /^[<+\u2212-]?\d+(\.\d+)?%?$/.test(text) ? [0, number, text] : text === "-" || text === "" ? [2, 0, ""] : [1, 0, text];
  }
  document.querySelectorAll("#appendix ~ section table").forEach(function (table) {
    var heads = table.tHead.rows[0].cells;
    Array.prototype.forEach.call(heads, function (head, column) {
      if (!head.textContent.trim()) { return; }
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () {
        var up = head.getAttribute("aria-sort") !== "ascending";
        Array.prototype.forEach.call(heads, function (each) { each.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        var body = table.tBodies[0];
        var rows = Array.prototype.map.call(body.rows, function (row) { return [value(row, column), row]; });
        rows.sort(function (one, two) {
          var a = one[0], b = two[0];
          if (a[0] !== b[0]) { return a[0] - b[0]; }
          var order = a[1] - b[1] || a[2].localeCompare(b[2]);
          return up ? order : -order;
        });
        rows.forEach(function (row) { body.appendChild(row[1]); });
      });
    });
  });
}());
