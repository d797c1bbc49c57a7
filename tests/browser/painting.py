"""What is painted on the canvas: its texts with their places, and colours of its pixels."""

from typing import Any, NamedTuple


class Painted(NamedTuple):
    """A text on the canvas: its middle in pixels from the corner of the stage, its width, and its font."""

    text: str
    x: float
    y: float
    width: float
    font: str
    colour: str


def painted(opened: Any) -> list[Painted]:
    """The texts on the canvas, when it is painted anew."""
    found: list[list[Any]] = opened.page.evaluate(
        """async () => {
          const context = CanvasRenderingContext2D.prototype;
          const write = context.fillText;
          let written = [];
          context.fillText = function (text, x, y) {
            written.push([text, x, y, this.measureText(text).width, this.font, this.fillStyle]);
            return write.call(this, text, x, y);
          };
          dispatchEvent(new Event("beforeprint"));
          await new Promise(requestAnimationFrame);
          written = [];
          dispatchEvent(new Event("afterprint"));
          await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          context.fillText = write;
          return written;
        }"""
    )
    return [Painted(*one) for one in dict.fromkeys(tuple(one) for one in found)]


def free(opened: Any) -> tuple[float, float, float, float]:
    """The part of the stage that the panel does not cover: left, top, right and bottom, in pixels from its corner."""
    box: list[float] = opened.page.evaluate(
        """() => {
          const stage = document.getElementById("graph").getBoundingClientRect();
          const panel = document.getElementById("panel");
          const sheet = panel.getBoundingClientRect();
          const below = !panel.hidden && sheet.width >= stage.width - 1;
          const beside = !panel.hidden && !below;
          const [right, bottom] = [beside ? sheet.left : stage.right, below ? sheet.top : stage.bottom];
          return [0, 0, right - stage.left, bottom - stage.top];
        }"""
    )
    return (box[0], box[1], box[2], box[3])


def sticks_out(one: Painted, box: tuple[float, float, float, float]) -> bool:
    """Whether a text is not wholly inside a box."""
    left, top, right, bottom = box
    return one.x - one.width / 2 < left or one.x + one.width / 2 > right or one.y < top + 4 or one.y > bottom - 4


def overlaps(one: Painted, other: Painted) -> bool:
    """Whether two texts cover each other."""
    return abs(one.x - other.x) < (one.width + other.width) / 2 and abs(one.y - other.y) < 10
