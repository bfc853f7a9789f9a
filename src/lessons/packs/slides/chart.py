"""The chart of printed quotes by theme and pilot: a native one, whose parts are named so that it also reads in black and white."""

from __future__ import annotations

from typing import cast

from pptx.chart.data import CategoryChartData, ChartData
from pptx.chart.series import BarSeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide as DrawnSlide
from pptx.util import Length, Pt

from lessons.packs.pack import Counts

INK, WHITE = "242A28", "FFFFFF"
# With the colour of their words; five shades that a printer without colour keeps apart.
FILLS = (("1F5D4C", WHITE), ("CFE3DA", INK), ("4F7D6E", WHITE), ("F7F3E8", INK), ("8FB8A8", INK))
TEXT_SIZE, LABEL_SIZE = Pt(14), Pt(14)
GAP_WIDTH = 45  # between bars, in hundredths of a bar


def draw_chart(
    page: DrawnSlide, counts: Counts, alternative: str, place: tuple[Length, Length, Length, Length]
) -> None:
    """A bar for each theme, with a part for each pilot that bears its name and number."""
    chart_data = CategoryChartData(number_format="0")
    chart_data.categories = counts.themes
    for at, pilot in enumerate(counts.pilots):
        # A pilot without quotes has no part, and so no label that would stand on another's.
        chart_data.add_series(pilot, [row[at] or None for row in counts.numbers])
    # The library's types are mistaken here, as about the placeholders of a layout.
    frame = cast(GraphicFrame, page.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *place, cast(ChartData, chart_data)))
    frame.name = "Chart"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alternative)  # the library has no call for it
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.language_id = TEXT_SIZE, MSO_LANGUAGE_ID.ENGLISH_UK
    chart.category_axis.reverse_order = True
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    chart.category_axis.format.line.fill.background()
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.value_axis.maximum_scale = max(map(sum, counts.numbers))
    chart.plots[0].gap_width, chart.plots[0].overlap = GAP_WIDTH, 100
    for at, series in enumerate(chart.plots[0].series):
        _style(series, *FILLS[at % len(FILLS)])


def _style(series: BarSeries, fill: str, words: str) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(fill)
    series.format.line.color.rgb = RGBColor.from_string(INK)
    series.format.line.width = Pt(0.75)
    labels = series.data_labels
    labels.show_value = labels.show_series_name = True
    labels.position = XL_LABEL_POSITION.CENTER
    labels.font.size, labels.font.bold = LABEL_SIZE, True
    labels.font.color.rgb = RGBColor.from_string(words)
    between = OxmlElement("c:separator")  # the library has no call for it
    between.text = " "
    labels._element.find(qn("c:showBubbleSize")).addnext(between)
