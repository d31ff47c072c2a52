// Fills in where the phone stands, when asked to; without script or leave one types the coordinates.
const DIGITS = 6;

function fill(button, { longitude, latitude }) {
  document.getElementById(button.dataset.longitude).value = longitude.toFixed(DIGITS);
  document.getElementById(button.dataset.latitude).value = latitude.toFixed(DIGITS);
}

function ask(button, says) {
  says.hidden = true;
  button.setAttribute("aria-busy", "true");
  const done = () => button.removeAttribute("aria-busy");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => [fill(button, coords), done()],
    () => [done(), (says.hidden = false)],
    { enableHighAccuracy: true, timeout: 15000, maximumAge: 0 },
  );
}

export function locate() {
  for (const button of document.querySelectorAll("[data-locate]")) {
    if (!navigator.geolocation) continue;
    button.hidden = false;
    button.addEventListener("click", () => ask(button, document.getElementById(button.dataset.locate)));
  }
}
