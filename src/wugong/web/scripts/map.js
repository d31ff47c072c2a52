// The map of a place, loaded after the page; outlines and points come from the house, tiles only if it was told of some.
const TOKENS = { wait: "--ochre", go: "--green", plain: "--edge" };
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const FAR = { center: [105, 35], zoom: 3 };

function loaded(tag, facts) {
  return new Promise((resolve, reject) => {
    const part = Object.assign(document.createElement(tag), facts, { onload: resolve, onerror: reject });
    document.head.append(part);
  });
}

async function library({ library: src, look: href, worker }) {
  if (!window.maplibregl) await Promise.all([loaded("link", { rel: "stylesheet", href }), loaded("script", { src })]);
  window.maplibregl.setWorkerUrl(worker);
  return window.maplibregl;
}

const colour = ["match", ["get", "kind"], ...Object.entries(TOKENS).flatMap(([kind, name]) => [kind, token(name)]), token("--ink")];

function style(data, tiles) {
  const ground = tiles ? { tiles: { type: "raster", tiles: [tiles], tileSize: 256 } } : {};
  return {
    version: 8,
    sources: { ...ground, own: { type: "geojson", data } },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": token("--tint") } },
      ...(tiles ? [{ id: "tiles", type: "raster", source: "tiles" }] : []),
      { id: "outlines", type: "line", source: "own", filter: ["==", ["get", "kind"], "outline"], paint: { "line-color": token("--ink-2"), "line-width": 1.5 } },
      { id: "points", type: "circle", source: "own", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 9, "circle-color": colour, "circle-stroke-width": 2, "circle-stroke-color": token("--sheet") } },
    ],
  };
}

function* places(node) {
  if (typeof node?.[0] === "number") yield node;
  else if (Array.isArray(node)) for (const one of node) yield* places(one);
}

function bounds(maps, data) {
  const box = new maps.LngLatBounds();
  for (const { geometry } of data.features) for (const place of places(geometry.coordinates)) box.extend(place);
  return box;
}

function said({ number, title, state, address, photo }) {
  const [box, link, small] = ["div", "a", "p"].map((name) => document.createElement(name));
  [link.href, link.textContent, small.textContent] = [address, title, `${number} ${state}`];
  box.append(link, small);
  if (photo) box.append(Object.assign(new Image(), { src: photo, alt: title, className: "photo" }));
  return box;
}

async function draw(box, address) {
  const { tiles, by, label, bigger, smaller, close } = box.dataset;
  const data = await fetch(address).then((answer) => answer.json());
  if (!tiles && !data.features.length) return null; // nothing to draw: nothing is loaded
  const maps = await library(box.dataset);
  box.hidden = false;
  const locale = { "Map.Title": label, "NavigationControl.ZoomIn": bigger, "NavigationControl.ZoomOut": smaller, "Popup.Close": close };
  const map = new maps.Map({ container: box, style: style(data, tiles), ...FAR, attributionControl: by ? { customAttribution: by, compact: false } : false, dragRotate: false, locale });
  map.addControl(new maps.NavigationControl({ showCompass: false }));
  const all = bounds(maps, data);
  if (!all.isEmpty()) map.fitBounds(all, { padding: 40, maxZoom: 15, animate: false });
  map.on("click", "points", ({ features: [one], lngLat }) => new maps.Popup().setLngLat(lngLat).setDOMContent(said(one.properties)).addTo(map));
  return { maps, map };
}

const start = () => document.querySelectorAll("[data-map-of]").forEach((box) => draw(box, box.dataset.mapOf));
if (document.readyState === "complete") start();
else addEventListener("load", start);
window.wugongMap = { draw };
