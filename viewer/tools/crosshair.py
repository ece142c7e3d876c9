"""Moves the crosshair, and with it every view, to where the mouse is."""

from viewer.tools.pointer import Answers, MoveCrosshair, Pointer


class CrosshairTool:
    def press(self, pointer: Pointer) -> Answers:
        return (MoveCrosshair(pointer.point_lps),)

    def move(self, pointer: Pointer) -> Answers:
        return (MoveCrosshair(pointer.point_lps),)

    def release(self, pointer: Pointer) -> Answers:
        return ()
