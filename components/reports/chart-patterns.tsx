/** The textures of bands that are no judgement. Once a page: the charts on it fill with them. */
export const ChartPatterns = () => (
  <svg width="0" height="0" aria-hidden="true" className="absolute">
    <defs>
      <pattern id="chart-fog" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect width="5" height="5" className="fill-unknown-soft" />
        <circle cx="1.5" cy="1.5" r="1" className="fill-unknown" />
        <circle cx="4" cy="4" r="1" className="fill-unknown" />
      </pattern>
      <pattern id="chart-stripes" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect width="5" height="5" className="fill-accent-soft" />
        <path d="M-1 1l2-2M0 5l5-5M4 6l2-2" className="stroke-accent" strokeWidth="1.3" fill="none" />
      </pattern>
      <pattern id="chart-empty" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect width="5" height="5" className="fill-panel" />
        <path d="M0 2.5h2.5" className="stroke-control" strokeWidth="0.8" fill="none" />
      </pattern>
    </defs>
  </svg>
);
