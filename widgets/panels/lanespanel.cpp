#include "widgets/panels/lanespanel.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/common/theme.h"

#include <QDateTime>
#include <QPainter>

#include <algorithm>

namespace espalier {
namespace {

/// A line in bold, a small one, and the bar.
int entryHeight(const QFontMetrics& metrics)
{
    return std::max(42, 2 * metrics.height() + 12);
}

/// "Write", "Build", "Judge on cuda".
QString titleOf(const Lane& lane, const SessionSummary& session)
{
    if (lane.name == "write") {
        return LanesPanel::tr("Write");
    }
    if (lane.name == "build") {
        return LanesPanel::tr("Build");
    }
    return session.target.isEmpty() ? LanesPanel::tr("Judge") : LanesPanel::tr("Judge on %1").arg(session.target);
}

double ageOf(const InFlight& candidate)
{
    const double now = double(QDateTime::currentMSecsSinceEpoch()) / 1000;
    return candidate.since > 0 ? std::max(0.0, now - candidate.since) : 0;
}

} // namespace

LanesPanel::LanesPanel(const LiveGraph& live, Steering& steering, QWidget* parent)
    : QWidget(parent), m_live(live), m_steering(steering)
{
    setAccessibleName(tr("Lanes"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    for (std::size_t i = 0; i < lanes().size(); ++i) {
        auto* button = new FlatButton(this);
        button->setQuiet(true);
        button->setLink(true);
        button->setFont(fonts::small(font()));
        connect(button, &QToolButton::clicked, this, [this, i] { toggle(i); });
        m_buttons.push_back(button);
    }
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    connect(&live, &LiveGraph::batchTaken, this, &LanesPanel::refresh);
    refresh();
}

void LanesPanel::toggle(std::size_t lane)
{
    const Lane now = lanesOf(m_live)[lane];
    m_steering.issue(
        SteerCommand{now.paused ? SteerVerb::ResumeLane : SteerVerb::PauseLane, std::nullopt, 0, now.name});
}

void LanesPanel::refresh()
{
    m_live.inFlight().empty() ? m_tick.stop() : m_tick.start();
    const std::vector<Lane> list = lanesOf(m_live);
    for (std::size_t i = 0; i < list.size(); ++i) {
        FlatButton* button = m_buttons[i];
        button->setVisible(m_live.isOpen());
        button->setText(list[i].paused ? tr("Resume") : tr("Pause"));
        const QString title = titleOf(list[i], m_live.session());
        button->setAccessibleName(QStringLiteral("%1: %2").arg(title, button->text()));
        button->setToolTip(list[i].paused ? tr("Let candidates enter this lane again")
                                          : tr("Let nothing new enter this lane; what is in it is finished"));
        button->resize(button->sizeHint());
        button->move(width() - 8 - button->width(), static_cast<int>(i) * entryHeight(fontMetrics()) - 1);
    }
    QStringList lines;
    for (const auto& [what, how] : entries()) {
        lines << what + QStringLiteral(", ") + how;
    }
    setAccessibleDescription(lines.join(QStringLiteral("; ")));
    update();
}

void LanesPanel::resizeEvent(QResizeEvent*)
{
    refresh();
}

QSize LanesPanel::sizeHint() const
{
    return {160, static_cast<int>(lanes().size()) * entryHeight(fontMetrics()) + 4};
}

QString LanesPanel::lineOf(const Lane& lane) const
{
    QStringList parts;
    if (lane.paused) {
        parts << (lane.pending ? tr("pausing…") : tr("paused"));
    } else if (lane.pending) {
        parts << tr("resuming…");
    }
    if (lane.working.size() == 1) {
        const InFlight& one = lane.working.front();
        parts << tr("%1 step %2 · %3").arg(format::stage(one.stage)).arg(one.step).arg(format::duration(ageOf(one)));
    } else if (lane.working.size() > 1) {
        const auto oldest = std::ranges::max_element(lane.working, {}, ageOf);
        parts << tr("%n at work", nullptr, static_cast<int>(lane.working.size())) << format::duration(ageOf(*oldest));
    }
    if (!lane.waiting.empty()) {
        parts << tr("%n waiting", nullptr, static_cast<int>(lane.waiting.size()));
    }
    return parts.isEmpty() ? tr("idle") : parts.join(QStringLiteral(" · "));
}

std::vector<std::pair<QString, QString>> LanesPanel::entries() const
{
    std::vector<std::pair<QString, QString>> list;
    for (const Lane& lane : lanesOf(m_live)) {
        list.emplace_back(titleOf(lane, m_live.session()), lineOf(lane));
    }
    return list;
}

void LanesPanel::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(this);
    const std::vector<Lane> list = lanesOf(m_live);
    const auto texts = entries();
    QRect row(16, 0, width() - 32, entryHeight(fontMetrics()));
    for (std::size_t i = 0; i < list.size(); ++i, row.translate(0, entryHeight(fontMetrics()))) {
        const bool busy = !list[i].working.empty();
        painter.setFont(fonts::bold(font()));
        painter.setPen(theme.color(list[i].paused ? Role::Dim : Role::Text));
        painter.drawText(row.adjusted(0, 0, 0, -20), Qt::AlignLeft | Qt::AlignVCenter, texts[i].first);
        painter.setFont(fonts::small(font()));
        painter.setPen(theme.color(list[i].pending ? Role::Accent : Role::Dim));
        painter.drawText(row.adjusted(0, 18, 0, -6), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(texts[i].second, Qt::ElideRight, row.width()));
        // How much of what is in flight is here: full when all of it is.
        const auto total = std::max<std::size_t>(1, m_live.inFlight().size());
        const QRectF bar(row.left(), row.bottom() - 4, row.width(), 3);
        painter.fillRect(bar, theme.color(Role::Raised));
        const double share = double(list[i].working.size()) / double(total);
        if (busy) {
            painter.fillRect(QRectF(bar.topLeft(), QSizeF(bar.width() * share, 3)), theme.color(Role::Accent));
        }
    }
}

} // namespace espalier
