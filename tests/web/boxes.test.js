import assert from "node:assert/strict";
import { test } from "node:test";
import { beyond, createRoom, isFree } from "../../geo/page/web/src/core/boxes.js";
import { seeded } from "../fixtures/read.js";

const VIEW = { left: 0, right: 300, top: 0, bottom: 200 };

/** @param {number} left @param {number} top @param {number} width @param {number} height */
const box = (left, top, width, height) => ({ left, right: left + width, top, bottom: top + height });

test("What reaches out of a view is told on each side, and nothing of what lies within it", () => {
  assert.deepEqual(beyond(box(10, 10, 100, 50), VIEW), [0, 0]);
  assert.deepEqual(beyond(box(-20, 10, 100, 50), VIEW), [-20, 0]);
  assert.deepEqual(beyond(box(250, 190, 100, 50), VIEW), [50, 40]);
});

test("A view that was moved so need not move again, be the box between pixels or larger than the view", () => {
  const boxes = [box(0.4, 0.4, 300, 200), box(-7.3, 0, 310.2, 50), box(40.6, 80.5, 900.1, 700.7), box(-900, -50.5, 800, 400)];
  for (const { left, top, right, bottom } of boxes) {
    const [x, y] = beyond({ left, top, right, bottom }, VIEW);
    const [again, further] = beyond({ left: left - x, right: right - x, top: top - y, bottom: bottom - y }, VIEW);
    assert.deepEqual([Math.abs(again), Math.abs(further)], [0, 0]);
  }
});

test("In a room a box is free where it overlaps none of those that were taken, within the view and beyond its edges", () => {
  const random = seeded(7);
  const any = () => box(random() * 500 - 100, random() * 400 - 100, 1 + random() * 90, 1 + random() * 90);
  const taken = Array.from({ length: 12 }, any);
  const room = createRoom(VIEW, taken.slice(0, 6));
  const before = room.copy();
  room.take(...taken.slice(6));
  const tried = Array.from({ length: 500 }, any);
  assert.deepEqual(
    tried.map(room.isFree),
    tried.map((each) => isFree(each, taken)),
  );
  assert.deepEqual(
    tried.map(before.isFree),
    tried.map((each) => isFree(each, taken.slice(0, 6))),
  );
  assert.ok(new Set(tried.map(room.isFree)).size === 2);
});
