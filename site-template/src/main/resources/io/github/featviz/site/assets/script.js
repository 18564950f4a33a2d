/* Comforts on top of pages that work without them: a lightbox for pictures, values under the pointer for spike charts, search. */
(function () {
  "use strict";

  var texts = JSON.parse(document.body.dataset.words || "{}");

  function say(key) {
    var values = Array.prototype.slice.call(arguments, 1);
    return (texts[key] || key).replace(/\{(\d)\}/g, function (hole, at) { return values[at]; });
  }

  function each(list, action) { Array.prototype.forEach.call(list, action); }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) { made.className = className; }
    if (text) { made.textContent = text; }
    return made;
  }

  /* ---- Lightbox ---- */

  var pictures = Array.prototype.slice.call(document.querySelectorAll("main a.zoom, main a[data-full]"));

  function lightbox() {
    var dialog = element("dialog", "lightbox");
    dialog.setAttribute("aria-label", say("dialog"));
    var bar = element("div", "bar");
    var count = element("span", "count");
    var page = element("a", "", say("page"));
    page.href = pictures[0].href || window.location.href;
    var before = element("button", "", say("before"));
    var after = element("button", "", say("after"));
    var close = element("button", "", say("close"));
    [before, after, close].forEach(function (button) { button.type = "button"; });
    var image = element("img"), light = element("img", "light");
    light.alt = "";
    var words = element("p");
    words.setAttribute("aria-live", "polite");
    [count, page, before, after, close].forEach(function (part) { bar.appendChild(part); });
    [bar, image, light, words].forEach(function (part) { dialog.appendChild(part); });
    document.body.appendChild(dialog);

    var at = 0;
    function show(index) {
      at = (index + pictures.length) % pictures.length;
      var link = pictures[at];
      var small = link.querySelector("img");
      image.src = link.dataset.full || link.href;
      image.alt = small.alt;
      image.width = small.width;
      image.height = small.height;
      var over = link.querySelector("img.light");
      light.hidden = !over;
      if (over) { light.src = over.src; }
      words.textContent = small.alt;
      count.textContent = say("of", at + 1, pictures.length);
      page.hidden = !link.dataset.full || !link.hasAttribute("href");
      if (!page.hidden) { page.href = link.href; }
    }
    before.addEventListener("click", function () { show(at - 1); });
    after.addEventListener("click", function () { show(at + 1); });
    close.addEventListener("click", function () { dialog.close(); });
    dialog.addEventListener("keydown", function (event) {
      if (event.key === "ArrowLeft") { show(at - 1); }
      if (event.key === "ArrowRight") { show(at + 1); }
    });
    dialog.addEventListener("click", function (event) {
      if (event.target === dialog || event.target === image) { dialog.close(); }
    });
    return function (link) {
      show(pictures.indexOf(link));
      dialog.showModal();
    };
  }

  if (pictures.length > 0 && window.HTMLDialogElement) {
    var open = lightbox();
    pictures.forEach(function (link) {
      if (link.classList.contains("zoom")) {
        link.addEventListener("click", function (event) {
          if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) { return; }
          event.preventDefault();
          open(link);
        });
      }
    });
    each(document.querySelectorAll("main figure"), function (figure) {
      var first = figure.querySelector("a[data-full]");
      var caption = figure.querySelector("figcaption");
      if (first && caption) {
        var button = element("button", "", say("large"));
        button.type = "button";
        button.addEventListener("click", function () { open(first); });
        caption.appendChild(document.createTextNode(" "));
        caption.appendChild(button);
      }
    });
  }

  /* ---- Two pictures over each other, with a slider between them ---- */

  each(document.querySelectorAll(".plates.pair"), function (pair) {
    var images = pair.querySelectorAll("img");
    var names = pair.querySelectorAll("figcaption b");
    if (images.length !== 2 || names.length !== 2) { return; }
    var figure = element("figure", "slider");
    var stack = element("div", "stack");
    var under = images[1].cloneNode(), over = images[0].cloneNode();
    var range = element("input");
    var caption = element("figcaption");
    under.alt = ""; over.alt = "";
    over.className = "over";
    range.type = "range";
    range.value = 50;
    range.setAttribute("aria-label", say("slider", names[0].textContent, names[1].textContent));
    function cut() { over.style.clipPath = "inset(0 " + (100 - range.value) + "% 0 0)"; }
    range.addEventListener("input", cut);
    cut();
    [under, over].forEach(function (image) { stack.appendChild(image); });
    [names[0], names[1]].forEach(function (name) { caption.appendChild(element("span", "", name.textContent)); });
    [stack, range, caption].forEach(function (part) { figure.appendChild(part); });
    pair.appendChild(figure);
  });

  /* ---- Spike charts: the bar under the pointer ---- */

  function significant(value) {
    var size = Math.abs(value).toLocaleString(document.documentElement.lang, { maximumSignificantDigits: 3 });
    return (value < 0 ? "−" : "") + size;
  }

  each(document.querySelectorAll("svg.spikes"), function (chart) {
    var TOP = 40, BOTTOM = 176;
    var bars = chart.querySelector(".bars").getAttribute("d").split("M").slice(1);
    var data = chart.dataset;
    var low = Number(data.low), high = Number(data.high), floor = Number(data.floor);
    var maps = Number(data.count), step = Number(data.step);
    if (bars.length === 0) { return; }
    var readout = element("div", "readout");
    readout.setAttribute("aria-hidden", "true");
    chart.parentNode.classList.add("spike-figure");
    chart.parentNode.insertBefore(readout, chart);
    function value(column) {
      var place = low + (BOTTOM - Number(bars[column].split("V")[1])) / (BOTTOM - TOP) * (high - low);
      return floor > 0 ? (place < 0 ? -1 : 1) * floor * Math.expm1(Math.abs(place)) : place;
    }
    chart.addEventListener("pointermove", function (event) {
      var box = chart.getBoundingClientRect();
      var map = Math.floor((event.clientX - box.left) / box.width * maps);
      var column = Math.floor(map / step);
      if (column < 0 || column >= bars.length) { readout.textContent = ""; return; }
      var last = Math.min(maps, (column + 1) * step) - 1;
      readout.textContent = step === 1
        ? say("map", map, significant(value(column)))
        : say("maps", column * step, last, significant(value(column)));
    });
    chart.addEventListener("pointerleave", function () { readout.textContent = ""; });
    each(chart.querySelectorAll("a"), function (link) {
      link.addEventListener("focus", function () { readout.textContent = link.querySelector("title").textContent; });
      link.addEventListener("blur", function () { readout.textContent = ""; });
    });
  });

  /* ---- Search: its state is in the address, its index comes with the first use ---- */

  var finder = document.querySelector(".finder");

  function search() {
    var PREFIX = "#find?", NUMBER = /^\d+$/;
    var form = finder.querySelector("form");
    var status = finder.querySelector("[role=status]");
    var list = finder.querySelector("ul");
    var everything = document.querySelector("[data-all]");
    var root = finder.dataset.root || "", layer = finder.dataset.layer;
    var filters = null, waiting = null;

    function load(then) {
      if (filters) { then(); return; }
      var asked = waiting !== null;
      waiting = then;
      if (asked) { return; }
      var script = element("script");
      script.src = root + "data/search.js";
      script.addEventListener("load", function () {
        filters = window.featvizFilters.filter(function (filter) { return !layer || filter.l === layer; });
        offerLayers();
        waiting();
      });
      document.head.appendChild(script);
    }

    function offerLayers() {
      if (!form.elements.layer) { return; }
      var seen = [];
      filters.forEach(function (filter) {
        if (seen.indexOf(filter.l) < 0) {
          seen.push(filter.l);
          var option = element("option", "", filter.l);
          option.value = filter.l;
          form.elements.layer.appendChild(option);
        }
      });
    }

    function wishes() {
      var wishes = new URLSearchParams();
      each(form.elements, function (field) {
        if (field.name && field.value.trim()) { wishes.set(field.name, field.value.trim()); }
      });
      return wishes;
    }

    /* Whether a number follows the word before it in the titles too, as in "top 10". */
    function follows(titles, words, at) {
      return at > 0 && titles.some(function (word, place) { return word === words[at] && titles[place - 1] === words[at - 1]; });
    }

    function fits(filter, wishes) {
      var is = wishes.get("is");
      var text = (filter.l + " " + filter.f + " " + filter.t).toLowerCase();
      var words = (wishes.get("q") || "").toLowerCase().split(/\s+/);
      // The dot that parts titles stays, so that no word of one comes before a number of the next.
      var titles = filter.t.toLowerCase().split(/[^a-z0-9\u00b7\u00c0-\u1fff\u2070-\uffff]+/);
      return (!wishes.get("layer") || filter.l === wishes.get("layer")) &&
        (!is || filter.b === is || filter.v.indexOf(is) >= 0 && is.length === 1) &&
        words.every(function (word, at) {
          return NUMBER.test(word)
            ? filter.f === Number(word) || filter.l.split(".").indexOf(word) >= 0 || follows(titles, words, at)
            : text.indexOf(word) >= 0;
        });
    }

    function tile(filter) {
      var item = element("li");
      var link = element("a", "tile");
      link.href = root + filter.h;
      if (filter.i) {
        var image = element("img");
        image.width = 224;
        image.height = 224;
        image.loading = "lazy";
        image.alt = say("filter", filter.f, filter.l);
        image.src = root + filter.i;
        link.appendChild(image);
      } else {
        link.appendChild(element("span", "failed", "–"));
      }
      var label = element("span", "label");
      label.appendChild(element("b", "", String(filter.f)));
      if (filter.n) { label.appendChild(element("span", "note", filter.n)); }
      link.appendChild(label);
      if (!layer) { link.appendChild(element("span", "label", filter.l)); }
      item.appendChild(link);
      return item;
    }

    function show() {
      var asked = wishes();
      var idle = asked.toString() === "";
      if (everything) { everything.hidden = !idle; }
      list.textContent = "";
      status.textContent = "";
      if (idle) { return; }
      load(function () {
        var asked = wishes();
        var by = asked.get("by");
        var found = filters.filter(function (filter) { return fits(filter, asked); });
        if (by) {
          found.sort(function (a, b) {
            return (b[by] === undefined ? -Infinity : b[by]) - (a[by] === undefined ? -Infinity : a[by]) || 0;
          });
        }
        list.textContent = "";
        found.forEach(function (filter) { list.appendChild(tile(filter)); });
        status.textContent = found.length === 0 ? say("found-none") : found.length === 1 ? say("found-one") : say("found", found.length);
      });
    }

    function remember() {
      var asked = wishes().toString();
      var here = window.location.href.split("#")[0];
      window.history.replaceState(null, "", here + (asked ? PREFIX + asked : "#"));
    }

    function recall() {
      if (window.location.hash.indexOf(PREFIX) !== 0) { return; }
      load(function () {
        var asked = new URLSearchParams(window.location.hash.slice(PREFIX.length));
        each(form.elements, function (field) { if (field.name) { field.value = asked.get(field.name) || ""; } });
        show();
      });
    }

    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", function () { show(); remember(); });
    form.addEventListener("focusin", function () { load(function () {}); }, { once: true });
    form.addEventListener("reset", function () { window.setTimeout(function () { show(); remember(); }); });
    window.addEventListener("hashchange", recall);
    recall();
  }

  if (finder) { search(); }
}());
