// SPDX-License-Identifier: EUPL-1.2
// Draws the table of wishes as bars: for each workshop the choices on top of one another, its chairs beside them. The
// numbers come from the table, which says the same without this.

"use strict";

const chartBox = document.getElementById("chart");
const drawn = chartBox && document.getElementById(chartBox.dataset.table);

if (drawn && window.echarts) {
  const COLOURS = ["#0c5460", "#2f8796", "#6fb3bf", "#a9d3da", "#cfe6ea", "#e3f0f2"];
  const CHAIRS = "#f3b63f";
  const ROW = 52;
  const rows = [...drawn.tBodies[0].rows];
  const ranks = [...drawn.querySelectorAll("[data-rank]")].map((each) => each.textContent.trim());
  const titles = rows.map((row) => row.querySelector("[data-title]").textContent);
  const wishes = rows.map((row) => [...row.querySelectorAll("[data-number]")].map((each) => Number(each.dataset.number)));
  const chairs = rows.map((row) => Number(row.querySelector("[data-chairs]").dataset.chairs));
  const colour = (rank) => COLOURS[Math.min(rank, COLOURS.length - 1)];
  const font = getComputedStyle(document.body).fontFamily;

  chartBox.hidden = false;
  chartBox.style.blockSize = `${rows.length * ROW + 40}px`;
  const chart = window.echarts.init(chartBox);
  const series = ranks.map((name, rank) => ({
    name, type: "bar", stack: "wishes", barGap: "10%", barCategoryGap: "30%",
    data: wishes.map((each) => each[rank]),
    itemStyle: { color: colour(rank), borderColor: "#fff", borderWidth: 1 },
  }));
  series.push({
    name: chartBox.dataset.chairs, type: "bar", stack: "chairs", data: chairs,
    itemStyle: { color: CHAIRS },
  });

  const draw = () => {
    const narrow = chartBox.clientWidth < 560;
    chart.resize();
    chart.setOption({
      animation: false,
      aria: { enabled: true, label: { description: chartBox.dataset.about } },
      textStyle: { fontFamily: font, fontSize: 14 },
      grid: { left: 4, right: 16, top: 4, bottom: 4, containLabel: true },
      xAxis: { type: "value", minInterval: 1, axisLabel: { color: "#333" } },
      yAxis: {
        type: "category", inverse: true, data: titles, axisTick: { show: false },
        axisLabel: { color: "#222", width: narrow ? 110 : 260, overflow: "break", lineHeight: 16, fontSize: narrow ? 12 : 14 },
      },
      series,
    });
  };
  draw();
  window.addEventListener("resize", draw);

  const legend = document.getElementById("legend");
  for (const [at, name] of [...ranks, chartBox.dataset.chairs].entries()) {
    const item = document.createElement("li");
    const mark = document.createElement("span");
    mark.className = "legend-mark";
    mark.style.background = at < ranks.length ? colour(at) : CHAIRS;
    item.append(mark, name);
    legend.append(item);
  }
  legend.hidden = false;
}
