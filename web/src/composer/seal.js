// The picture of a digest, drawn as the server draws it from the same parts.
import drawing from "../../../src/bedside/site/seals.json" with { type: "json" };

const { counts, layers } = drawing;

/** The symmetry's place in `counts`, then the motif of each layer from the rim inwards. */
export function choices(digest) {
  const sizes = [counts.length, ...layers.map((layer) => layer.motifs.length)];
  const pictures = BigInt(sizes.reduce((product, size) => product * size, 1));
  let picture = Number(BigInt(`0x${digest}`) % pictures);
  return sizes.map((size) => {
    const place = picture % size;
    picture = (picture - place) / size;
    return place;
  });
}

/** The inside of a rosette as SVG; made of our own parts and of numbers only. */
export function rosette(digest) {
  const [symmetry, ...motifs] = choices(digest);
  return layers.map((layer, i) => turned(layer, layer.motifs[motifs[i]], counts[symmetry])).join("");
}

function turned(layer, motif, count) {
  if (!motif) return "";
  const times = layer.per_count * count || 1;
  const angle = (k) => (((k + layer.shift) * 360) / times).toFixed(2);
  return Array.from({ length: times }, (_, k) => `<g transform='rotate(${angle(k)} 32 32)'>${motif}</g>`).join("");
}

/** "7F2A C91B" */
export function code(digest) {
  return `${digest.slice(0, 4)} ${digest.slice(4, 8)}`.toUpperCase();
}

/** Draw another digest into a seal that is on the page. */
export function redraw(svg, digest) {
  const namespace = "http://www.w3.org/2000/svg";
  const parsed = new DOMParser().parseFromString(`<svg xmlns="${namespace}">${rosette(digest)}</svg>`, "image/svg+xml");
  svg.replaceChildren(svg.querySelector(".rim"), ...[...parsed.documentElement.childNodes].map((n) => document.importNode(n, true)));
  svg.setAttribute("aria-label", `Seal ${code(digest)}, open: the words can still change`);
}
