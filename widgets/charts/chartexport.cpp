#include "widgets/charts/chartexport.h"

#include "widgets/common/fonts.h"

#include <QBuffer>
#include <QImage>

#include <algorithm>

#ifdef ESPALIER_HAS_SVG
#include <QSvgGenerator>
#endif

namespace espalier {
namespace {

constexpr int kFileMargin = 16;
constexpr QSize kLeast{640, 320};
constexpr int kPixelsPerUnit = 2; ///< of the PNG

int lineHeight(const QFont& font)
{
    return QFontMetrics(font).height() + 4;
}

/// Of a text that takes as many lines as it needs in this width; a caption says what the signs mean, so none is cut.
int heightOf(const QString& text, const QFont& font, int width)
{
    const QRect all = QFontMetrics(font).boundingRect(0, 0, width, 10'000, Qt::TextWordWrap, text);
    return std::max(lineHeight(font), all.height() + 4);
}

QSize sizeOf(Plot& chart, const ChartContext& context)
{
    const QSize size = chart.size().expandedTo(kLeast);
    const QFont small = fonts::small(chart.font());
    const int width = size.width() - 2 * kFileMargin;
    const int more = heightOf(chart.caption(), small, width) + heightOf(context.line(), small, width);
    return size + QSize(0, more);
}

/// Title, caption, plot and context from the top down.
void paintChart(QCPPainter& painter, QSize size, Plot& chart, const ChartContext& context)
{
    const Theme theme = Theme::fromPalette(chart.palette());
    const QFont bold = fonts::bold(chart.font());
    const QFont small = fonts::small(chart.font());
    const QRect inner = QRect(QPoint(), size).adjusted(kFileMargin, kFileMargin, -kFileMargin, -kFileMargin);
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.fillRect(QRect(QPoint(), size), theme.color(Role::Panel));
    int y = inner.top();
    const auto write = [&](const QString& text, const QFont& font, Role role) {
        const int height = heightOf(text, font, inner.width());
        painter.setFont(font);
        painter.setPen(theme.color(role));
        painter.drawText(QRect(inner.left(), y, inner.width(), height), Qt::AlignLeft | Qt::TextWordWrap, text);
        y += height;
    };
    write(chart.title(), bold, Role::Text);
    write(chart.caption(), small, Role::Dim);
    const int foot = heightOf(context.line(), small, inner.width());
    const QSize area(inner.width(), inner.bottom() - foot - y);
    painter.save();
    painter.translate(inner.left(), y + 4);
    chart.plot().toPainter(&painter, area.width(), area.height());
    painter.restore();
    y = inner.bottom() - foot + 4;
    write(context.line(), small, Role::Dim);
}

QByteArray toPng(Plot& chart, const ChartContext& context)
{
    const QSize size = sizeOf(chart, context);
    QImage image(size * kPixelsPerUnit, QImage::Format_RGB32);
    if (image.isNull()) {
        return {};
    }
    image.setDevicePixelRatio(kPixelsPerUnit);
    {
        QCPPainter painter(&image);
        paintChart(painter, size, chart, context);
    }
    image.setText(QStringLiteral("Title"), chart.title());
    image.setText(QStringLiteral("Description"), context.line());
    QBuffer bytes;
    return bytes.open(QIODevice::WriteOnly) && image.save(&bytes, "PNG") ? bytes.data() : QByteArray();
}

#ifdef ESPALIER_HAS_SVG
QByteArray toSvg(Plot& chart, const ChartContext& context)
{
    const QSize size = sizeOf(chart, context);
    QBuffer bytes;
    QSvgGenerator generator;
    generator.setOutputDevice(&bytes);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setResolution(chart.logicalDpiX()); // else texts are drawn at 72 dots an inch and come out smaller
    generator.setTitle(chart.title().toHtmlEscaped());
    generator.setDescription(context.line().toHtmlEscaped());
    {
        QCPPainter painter(&generator);
        paintChart(painter, size, chart, context);
    }
    return bytes.data();
}
#else
QByteArray toSvg(Plot&, const ChartContext&)
{
    return {};
}
#endif

} // namespace

QString ChartContext::line() const
{
    QStringList parts;
    for (const QString& part :
         {session, device,
          baseline.isEmpty() ? QString() : QCoreApplication::translate("Chart", "baseline %1").arg(baseline),
          marked.isEmpty() ? QString() : QCoreApplication::translate("Chart", "set against %1").arg(marked),
          date.isValid() ? date.date().toString(Qt::ISODate) : QString()}) {
        if (!part.isEmpty()) {
            parts << part;
        }
    }
    return parts.join(QStringLiteral(" · "));
}

bool isOffered([[maybe_unused]] ChartFormat format)
{
#ifdef ESPALIER_HAS_SVG
    return true;
#else
    return format != ChartFormat::Svg;
#endif
}

QByteArray exported(Plot& chart, ChartFormat format, const ChartContext& context)
{
    if (format == ChartFormat::Csv) {
        return chart.table().toCsv({chart.title(), chart.caption(), context.line()});
    }
    const QByteArray bytes = format == ChartFormat::Png ? toPng(chart, context) : toSvg(chart, context);
    chart.plot().replot(QCustomPlot::rpQueuedReplot); // what it placed for the picture's size goes back
    return bytes;
}

QString suffixOf(ChartFormat format)
{
    return format == ChartFormat::Png   ? QStringLiteral("png")
           : format == ChartFormat::Svg ? QStringLiteral("svg")
                                        : QStringLiteral("csv");
}

} // namespace espalier
