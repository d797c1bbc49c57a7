"""Pointing at shapes on the canvas, which are no elements of the page."""

from typing import Any


def spot(opened: Any, *labels: str) -> dict[str, float]:
    """A point on the canvas where the shape of an entity is, or the middle of two of them, found by hovering."""
    point: dict[str, float] = opened.page.evaluate(
        """async (labels) => {
          const graph = document.getElementById("graph");
          const tip = document.getElementById("tip");
          const box = graph.getBoundingClientRect();
          const points = labels.map(() => []);
          for (let x = 8; x < box.width; x += 6)
            for (let y = 8; y < box.height; y += 6) {
              const at = { clientX: box.left + x, clientY: box.top + y, bubbles: true };
              graph.dispatchEvent(new PointerEvent("pointermove", at));
              const name = tip.hidden ? "" : tip.querySelector("strong").textContent;
              const index = labels.indexOf(name);
              if (index >= 0) points[index].push([at.clientX, at.clientY]);
            }
          graph.dispatchEvent(new PointerEvent("pointerleave"));
          const mean = (found, axis) => found.reduce((sum, point) => sum + point[axis], 0) / found.length;
          const middles = points.map((found) => {
            const [x, y] = [mean(found, 0), mean(found, 1)];
            const away = (point) => Math.hypot(point[0] - x, point[1] - y);
            return found.sort((a, b) => away(a) - away(b))[0];
          });
          return { x: mean(middles, 0), y: mean(middles, 1) };
        }""",
        list(labels),
    )
    return point


def click(opened: Any, *labels: str) -> None:
    point = spot(opened, *labels)
    opened.page.mouse.click(point["x"], point["y"])


def drag(opened: Any, start: dict[str, float], across: float, down: float) -> None:
    mouse = opened.page.mouse
    mouse.move(start["x"], start["y"])
    mouse.down()
    mouse.move(start["x"] + across / 2, start["y"] + down / 2)
    mouse.move(start["x"] + across, start["y"] + down)
    mouse.up()
