#include "widgets/panels/lanespanel.h"

#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/models/steering.h"

#include <QDateTime>
#include <QPainter>

#include <algorithm>

namespace espalier {
namespace {

/// A line in bold, a small one, and the bar.
int entryHeight(const QFontMetrics& metrics)
{
    return std::max(40, 2 * metrics.height() + 10);
}

double stageShare(const std::string& stage)
{
    // Roughly where each stage stands on the way; a candidate's own progress is not reported.
    constexpr std::pair<std::string_view, double> kShares[]{
        {"making", 0.1}, {"building", 0.3}, {"checking", 0.55}, {"timing", 0.8}, {"done", 1.0}};
    for (const auto& [name, share] : kShares) {
        if (stage.starts_with(name)) {
            return share;
        }
    }
    return 0.2;
}

} // namespace

LanesPanel::LanesPanel(const LiveGraph& live, QWidget* parent) : QWidget(parent), m_live(live)
{
    setAccessibleName(tr("Lanes"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    connect(&live, &LiveGraph::batchTaken, this, &LanesPanel::refresh);
}

void LanesPanel::refresh()
{
    m_live.inFlight().empty() ? m_tick.stop() : m_tick.start();
    const auto list = entries();
    QStringList lines;
    for (const auto& [what, how] : list) {
        lines << what + QStringLiteral(", ") + how;
    }
    setAccessibleDescription(lines.isEmpty() ? tr("Idle: nothing is running.") : lines.join(QStringLiteral("; ")));
    const int count = static_cast<int>(std::min<std::size_t>(list.size(), 6));
    if (count > m_most) {
        m_most = count;
        updateGeometry();
    }
    update();
}

QSize LanesPanel::sizeHint() const
{
    return {160, m_most * entryHeight(fontMetrics()) + 4};
}

std::vector<std::pair<QString, QString>> LanesPanel::entries() const
{
    std::vector<std::pair<QString, QString>> list;
    const double now = double(QDateTime::currentMSecsSinceEpoch()) / 1000;
    for (const InFlight& candidate : m_live.inFlight()) {
        const QString parent = candidate.parents.empty() ? QString() : tr(" · from #%1").arg(candidate.parents.front());
        const double age = candidate.since > 0 ? std::max(0.0, now - candidate.since) : 0;
        list.emplace_back(tr("Step %1").arg(candidate.step) + parent,
                          format::stage(candidate.stage) + QStringLiteral(" · ") + format::duration(age));
    }
    for (const SteerEvent& event : m_live.pending()) {
        list.emplace_back(Steering::describe(event.command), tr("pending: the search has yet to take it up"));
    }
    return list;
}

void LanesPanel::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(this);
    const auto list = entries();
    const auto running = m_live.inFlight().size();
    const int entry = entryHeight(fontMetrics());
    QRect row(16, 0, width() - 32, entry);
    if (list.empty()) {
        painter.setPen(theme.color(Role::Dim));
        painter.drawText(row.adjusted(0, 4, 0, 0), Qt::AlignTop | Qt::TextWordWrap, tr("Idle: nothing is running."));
    }
    for (std::size_t i = 0; i < list.size() && i < 6; ++i, row.translate(0, entry)) {
        painter.setFont(fonts::bold(font()));
        painter.setPen(theme.color(Role::Text));
        painter.drawText(row.adjusted(0, 0, 0, entry / 2 - 2 - entry), Qt::AlignLeft | Qt::AlignVCenter, list[i].first);
        painter.setFont(fonts::small(font()));
        painter.setPen(theme.color(Role::Dim));
        painter.drawText(row.adjusted(0, entry / 2 - 4, 0, -8), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(list[i].second, Qt::ElideRight, row.width()));
        if (i < running) {
            const QRectF bar(row.left(), row.bottom() - 6, row.width(), 3);
            painter.fillRect(bar, theme.color(Role::Raised));
            painter.fillRect(QRectF(bar.topLeft(), QSizeF(bar.width() * stageShare(m_live.inFlight()[i].stage), 3)),
                             theme.color(Role::Accent));
        }
    }
}

} // namespace espalier
