/* Comforts on top of pages that work without them: a lightbox for pictures, values under the pointer for spike charts. */
(function () {
  "use strict";

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
    dialog.setAttribute("aria-label", "Pictures, large");
    var bar = element("div", "bar");
    var count = element("span", "count");
    var page = element("a", "", "Its page");
    var before = element("button", "", "← Before");
    var after = element("button", "", "Next →");
    var close = element("button", "", "Close");
    [before, after, close].forEach(function (button) { button.type = "button"; });
    var image = element("img");
    var words = element("p");
    words.setAttribute("aria-live", "polite");
    [count, page, before, after, close].forEach(function (part) { bar.appendChild(part); });
    [bar, image, words].forEach(function (part) { dialog.appendChild(part); });
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
      words.textContent = small.alt;
      count.textContent = (at + 1) + " of " + pictures.length;
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
    Array.prototype.forEach.call(document.querySelectorAll("main figure"), function (figure) {
      var first = figure.querySelector("a[data-full]");
      var caption = figure.querySelector("figcaption");
      if (first && caption) {
        var button = element("button", "", "View large");
        button.type = "button";
        button.addEventListener("click", function () { open(first); });
        caption.appendChild(document.createTextNode(" "));
        caption.appendChild(button);
      }
    });
  }

  /* ---- Spike charts: the bar under the pointer ---- */

  function significant(value) {
    return (value < 0 ? "−" : "") + Number(Math.abs(value).toPrecision(3));
  }

  Array.prototype.forEach.call(document.querySelectorAll("svg.spikes"), function (chart) {
    var LEFT = 44, RIGHT = 952, TOP = 40, BOTTOM = 180;
    var ends = (chart.querySelector(".bars").getAttribute("d").match(/V[-\d.]+/g) || []).map(function (end) { return Number(end.slice(1)); });
    var low = Number(chart.dataset.low), high = Number(chart.dataset.high);
    if (ends.length === 0) { return; }
    var figure = chart.parentNode.parentNode;
    var readout = element("div", "readout");
    readout.setAttribute("aria-hidden", "true");
    figure.classList.add("spike-figure");
    figure.appendChild(readout);
    function read(index) {
      var value = low + (BOTTOM - ends[index]) / (BOTTOM - TOP) * (high - low);
      readout.textContent = "feature map " + index + ": " + significant(value);
    }
    chart.addEventListener("pointermove", function (event) {
      var box = chart.getBoundingClientRect();
      var x = (event.clientX - box.left) / box.width * 960;
      var index = Math.floor((x - LEFT) / (RIGHT - LEFT) * ends.length);
      if (index >= 0 && index < ends.length) { read(index); } else { readout.textContent = ""; }
    });
    chart.addEventListener("pointerleave", function () { readout.textContent = ""; });
    Array.prototype.forEach.call(chart.querySelectorAll("a"), function (link) {
      link.addEventListener("focus", function () { readout.textContent = link.querySelector("title").textContent; });
      link.addEventListener("blur", function () { readout.textContent = ""; });
    });
  });
}());
