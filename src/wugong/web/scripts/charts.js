// Draws a chart from the table beside it: months or quarters down, villages across.
import { LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import { read } from "./parts/table.js";

use([AriaComponent, GridComponent, LabelLayout, LegendComponent, LineChart, SVGRenderer, TooltipComponent]);

const MANY = 5;
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const inTwoLines = (period) => period.replace(/^(\d{4}年)(?=.)/, "$1\n");
const dashes = ["solid", "dashed", "dotted", [10, 4, 2, 4]];

function series({ name, values, focus }, index, { many, colours, size }) {
  const strong = focus || !many;
  return {
    name, data: values, type: "line", symbol: ["circle", "rect", "triangle", "diamond"][index % 4],
    symbolSize: strong ? 8 : 5, connectNulls: false, z: strong ? 3 : 2,
    lineStyle: { width: strong ? 3 : 1.25, type: many ? "solid" : dashes[index % dashes.length] },
    itemStyle: { color: many ? (focus ? colours.green : colours.quiet) : colours.series[index % colours.series.length] },
    endLabel: { show: many, formatter: "{a}", color: focus ? colours.green : colours.ink, fontSize: size, fontWeight: focus ? 700 : 400 },
    labelLayout: { moveOverlap: "shiftY" },
    emphasis: { focus: "series" },
  };
}

function option(table, kind) {
  const { periods, lines } = read(table);
  const size = Math.max(12, parseInt(token("--t1"), 10));
  const many = kind === "slope" || lines.length > MANY;
  const ink = token("--ink-2");
  const colours = { green: token("--green"), ink: token("--ink"), quiet: "#A79D88", series: [token("--green"), token("--ochre"), token("--ink"), token("--edge")] };
  const words = { color: ink, fontSize: size };
  return {
    animation: false,
    aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
    textStyle: { fontFamily: token("--sans"), fontSize: size },
    grid: { left: 8, right: many ? size * 5 + 8 : 24, top: many ? 16 : 24 + size * 2, bottom: 4, containLabel: true },
    legend: { show: !many, top: 0, left: 0, itemWidth: 32, textStyle: words },
    tooltip: { trigger: many ? "item" : "axis", renderMode: "richText", textStyle: { fontSize: size } },
    xAxis: { type: "category", data: periods, boundaryGap: false, axisLabel: { ...words, hideOverlap: true, margin: 16, formatter: inTwoLines }, axisTick: { show: false } },
    yAxis: kind === "slope"
      ? { type: "value", inverse: true, min: 1, max: lines.length, minInterval: 1, axisLabel: words, splitLine: { show: false } }
      : { type: "value", scale: true, axisLabel: words, splitLine: { lineStyle: { color: token("--line") } } },
    series: lines.map((line, index) => series(line, index, { many, colours, size })),
  };
}

window.wugongCharts = {
  draw(box, table) {
    const chart = init(box, null, { renderer: "svg" });
    chart.setOption(option(table, table.dataset.chart));
    new ResizeObserver(() => chart.resize()).observe(box);
  },
};
