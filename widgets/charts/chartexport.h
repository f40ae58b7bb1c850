#pragma once

#include "widgets/charts/plot.h"

#include <QDateTime>

namespace espalier {

/// What every saved chart says of where its figures are from.
struct ChartContext
{
    QString session;
    QString device;
    QString baseline;
    QDateTime date;
    QString marked{}; ///< the node that numbers are set against, "#31"

    /// "rmsnorm (session 12) · NVIDIA H200 · baseline torch.compile · 2026-11-22"; what is not known is left out.
    QString line() const;
};

/// The chart as the bytes of a file: a PNG of twice the size on screen, an SVG, or a table, each with title, caption
/// and context. Empty where a picture cannot be made (out of memory, or a format that is not offered). GUI thread.
QByteArray exported(Plot& chart, ChartFormat format, const ChartContext& context);

/// "png", "svg", "csv".
QString suffixOf(ChartFormat format);

} // namespace espalier
