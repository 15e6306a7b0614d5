// SPDX-License-Identifier: EUPL-1.2
// Draws the table of what people got as bars. The numbers come from the table, which says the same without this.

"use strict";

const chartBox = document.getElementById("chart");
const drawn = chartBox && document.getElementById(chartBox.dataset.table);

if (drawn && window.echarts) {
  const COLOURS = ["#0c5460", "#2f8796", "#6fb3bf", "#a9d3da", "#cfe6ea", "#e3f0f2"];
  const ELSE = "#d9d7cc";
  const UNWISHED = "#a3221c";
  const rows = [...drawn.tBodies[0].rows];
  const names = rows.map((row) => row.querySelector("[data-name]").textContent.trim());
  const seats = rows.map((row) => Number(row.querySelector("[data-number]").dataset.number));
  const wishes = rows.length - 2;
  const colour = (at) => {
    if (at >= wishes) return at === wishes ? ELSE : UNWISHED;
    return COLOURS[Math.min(at, COLOURS.length - 1)];
  };

  chartBox.hidden = false;
  chartBox.style.blockSize = `${rows.length * 40 + 30}px`;
  const chart = window.echarts.init(chartBox);
  const draw = () => {
    chart.resize();
    chart.setOption({
      animation: false,
      aria: { enabled: true, label: { description: chartBox.dataset.about } },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 14 },
      grid: { left: 4, right: 44, top: 4, bottom: 4, containLabel: true },
      xAxis: { type: "value", minInterval: 1, axisLabel: { color: "#333" } },
      yAxis: { type: "category", inverse: true, data: names, axisTick: { show: false }, axisLabel: { color: "#222", fontSize: 14 } },
      series: [{
        type: "bar", barCategoryGap: "25%",
        data: seats.map((value, at) => ({ value, itemStyle: { color: colour(at), borderColor: "#8a8a80", borderWidth: 0.5 } })),
        label: { show: true, position: "right", color: "#222" },
      }],
    });
  };
  draw();
  window.addEventListener("resize", draw);
}
