/* Put into a page before its own scripts: notes when its network is first to be seen, and measures what a reader does. */

(() => {
  const bench = {};
  window.bench = bench;
  const note = (event) => document.documentElement.setAttribute(`data-${event}`, performance.now());
  const frame = () => new Promise(requestAnimationFrame);

  // our page says when it is ready
  new MutationObserver(async (_, observer) => {
    if (!document.documentElement?.hasAttribute("data-ready")) return;
    observer.disconnect();
    await frame();
    await frame();
    note("shown");
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"] });

  // a plain pyvis page assigns its network to a global variable
  let network;
  Object.defineProperty(window, "network", {
    configurable: true,
    get: () => network,
    set(value) {
      network = value;
      network.once("afterDrawing", async () => {
        await frame();
        note("shown");
      });
      network.once("stabilized", () => note("settled"));
    },
  });

  /** A point of the stage where a drag moves the picture, not an entity. */
  bench.handle = () => {
    const { left, top, width, height } = document.querySelector("#graph canvas, #mynetwork canvas").getBoundingClientRect();
    const bottom = Math.min(top + height, innerHeight);
    for (let step = 0; step < 400; step++) {
      const [x, y] = [(0.3 + 0.4 * ((step * 0.618) % 1)) * width, (0.3 + 0.4 * ((step * 0.382) % 1)) * (bottom - top)];
      if (network?.getNodeAt({ x, y }) === undefined) return [left + x, top + y];
    }
    return [left + width / 2, (top + bottom) / 2];
  };

  /** Milliseconds between frames from now on, until `stop` is called. */
  bench.frames = () => {
    const times = [];
    let going = true;
    const count = (time) => {
      times.push(time);
      if (going) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    bench.stop = () => {
      going = false;
      return times.slice(1).map((time, index) => time - times[index]);
    };
  };

  /** Milliseconds from a change of the address to the second frame after it with words in the panel. */
  bench.select = async (key) => {
    const panel = document.getElementById("panel");
    location.hash = "";
    await new Promise((resolve) => setTimeout(resolve, 500));
    const start = performance.now();
    location.hash = `#entity=${encodeURIComponent(key)}`;
    for (let frames = 0; frames < 2 || panel.hidden || !panel.textContent; frames++) await frame();
    return performance.now() - start;
  };

  /** For each letter of a name: milliseconds until the handlers have returned, and until the frame is painted. */
  bench.type = async (name) => {
    const query = document.getElementById("query");
    query.focus();
    const found = [];
    for (let length = 1; length <= name.length; length++) {
      query.value = name.slice(0, length);
      const start = performance.now();
      query.dispatchEvent(new InputEvent("input", { bubbles: true }));
      const handled = performance.now() - start;
      await frame();
      await new Promise((resolve) => setTimeout(resolve));
      found.push([handled, performance.now() - start]);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    query.value = "";
    query.dispatchEvent(new InputEvent("input", { bubbles: true }));
    query.blur();
    return found;
  };
})();
