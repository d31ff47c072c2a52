// A point on the map, set by hand; the map is loaded when somebody asks for it, the phone never says where it is.
const DIGITS = 6;

async function open(field, button) {
  const box = field.querySelector(".mapbox");
  const says = field.querySelector("[role=status]");
  Object.assign(box.dataset, field.dataset);
  if (!window.wugongMap) {
    await new Promise((resolve, reject) => {
      document.head.append(Object.assign(document.createElement("script"), { src: field.dataset.map, onload: resolve, onerror: reject }));
    });
  }
  const drawn = await window.wugongMap.draw(box, field.dataset.outlines);
  if (!drawn) return;
  const [latitude, longitude] = ["latitude", "longitude"].map((name) => document.getElementById(field.dataset[name]));
  const marker = new drawn.maps.Marker();
  says.textContent = says.dataset.none;
  button.setAttribute("aria-expanded", "true");
  drawn.map.on("click", ({ lngLat }) => {
    marker.setLngLat(lngLat).addTo(drawn.map);
    [latitude.value, longitude.value] = [lngLat.lat.toFixed(DIGITS), lngLat.lng.toFixed(DIGITS)];
    says.textContent = says.dataset.set;
    latitude.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

export function point(field) {
  const button = field.querySelector("button");
  field.hidden = false;
  button.addEventListener("click", () => open(field, button).catch(() => { field.hidden = true; }), { once: true });
}
