// Writes states.txt from us-atlas. To run it: npm install --no-package-lock && node build.mjs && rm -r node_modules
//
// A line of states.txt has the USPS code, a point inside the state where its name fits best, and
// the outline as relative SVG path. All numbers are integers, in tenths of the unit of the
// projection of us-atlas (Albers, 975 units for the contiguous states), from the top left corner.
import {readFileSync, writeFileSync} from "node:fs";
import {feature} from "topojson-client";
import {filter, filterAttachedWeight, presimplify, simplify} from "topojson-simplify";

// The smallest triangle that simplification keeps, and the smallest island, in square units.
const minTriangle = 0.55, minIsland = 13;

const codes = {
  "01": "AL", "02": "AK", "04": "AZ", "05": "AR", "06": "CA", "08": "CO", "09": "CT", "10": "DE", "11": "DC", "12": "FL", "13": "GA",
  "15": "HI", "16": "ID", "17": "IL", "18": "IN", "19": "IA", "20": "KS", "21": "KY", "22": "LA", "23": "ME", "24": "MD", "25": "MA",
  "26": "MI", "27": "MN", "28": "MS", "29": "MO", "30": "MT", "31": "NE", "32": "NV", "33": "NH", "34": "NJ", "35": "NM", "36": "NY",
  "37": "NC", "38": "ND", "39": "OH", "40": "OK", "41": "OR", "42": "PA", "44": "RI", "45": "SC", "46": "SD", "47": "TN", "48": "TX",
  "49": "UT", "50": "VT", "51": "VA", "53": "WA", "54": "WV", "55": "WI", "56": "WY",
};

// Names that would touch on a phone are moved, in tenths.
const moved = {FL: [20, -60], KY: [-70, 0], VA: [130, 60], WV: [-60, 40]};

const area = (ring) => Math.abs(ring.reduce((sum, [x, y], i) => {
  const [u, v] = ring[(i + 1) % ring.length];
  return sum + x * v - u * y;
}, 0)) / 2;

// center returns the point that is farthest from the outline. Heights count more than widths,
// because a name is wider than high.
function center(ring) {
  const tall = 1.5, points = ring.map(([x, y]) => [x, y * tall]);
  const xs = points.map((p) => p[0]), ys = points.map((p) => p[1]);
  let best = [0, 0], most = -1;
  for (let x = Math.min(...xs); x <= Math.max(...xs); x += 10) {
    for (let y = Math.min(...ys); y <= Math.max(...ys); y += 10) {
      let inside = false, near = Infinity;
      points.forEach(([ax, ay], i) => {
        const [bx, by] = points[(i + 1) % points.length];
        if (ay > y !== by > y && x < (bx - ax) * (y - ay) / (by - ay) + ax) inside = !inside;
        const t = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2 || 1)));
        near = Math.min(near, Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)));
      });
      if (inside && near > most) [best, most] = [[x, y / tall], near];
    }
  }
  return best.map(Math.round);
}

// outline returns a ring as path: one absolute point, then relative ones.
function outline(ring) {
  let [x, y] = ring[0], text = `M${x} ${y}`, command = "M";
  for (const [u, v] of ring.slice(1)) {
    const dx = u - x, dy = v - y;
    [x, y] = [u, v];
    if (dx === 0 && dy === 0) continue;
    const next = dx === 0 ? "v" : dy === 0 ? "h" : "l";
    const numbers = next === "v" ? `${dy}` : next === "h" ? `${dx}` : dy < 0 ? `${dx}${dy}` : `${dx} ${dy}`;
    text += next !== command ? next + numbers : numbers[0] === "-" ? numbers : " " + numbers;
    command = next;
  }
  return text + "z";
}

const atlas = JSON.parse(readFileSync(new URL("node_modules/us-atlas/states-albers-10m.json", import.meta.url)));
delete atlas.objects.nation;
let map = simplify(presimplify(atlas), minTriangle);
map = filter(map, filterAttachedWeight(map, minIsland));

const states = feature(map, map.objects.states).features
  .map(({id, geometry}) => [codes[id], (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).map((polygon) => polygon[0])])
  .sort(([a], [b]) => a < b ? -1 : 1);
const all = states.flatMap(([, rings]) => rings.flat());
const left = Math.min(...all.map((p) => p[0])), top = Math.min(...all.map((p) => p[1]));
const lines = states.map(([code, rings]) => {
  // The last point of a ring is its first.
  const whole = rings.map((ring) => ring.slice(0, -1).map(([x, y]) => [Math.round((x - left) * 10), Math.round((y - top) * 10)]));
  const largest = whole.reduce((a, b) => area(b) > area(a) ? b : a);
  const [x, y] = center(largest), [dx, dy] = moved[code] ?? [0, 0];
  return `${code} ${x + dx} ${y + dy} ${whole.map(outline).join("")}\n`;
});
writeFileSync(new URL("states.txt", import.meta.url), lines.join(""));
