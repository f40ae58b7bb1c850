#include "widgets/panels/lanespanel.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/common/theme.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

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

/// "timing step 141 of #12 · 3 s".
QString sentenceOf(const InFlight& candidate)
{
    const QString from = candidate.parents.empty()
                             ? LanesPanel::tr("%1 step %2").arg(format::stage(candidate.stage)).arg(candidate.step)
                             : LanesPanel::tr("%1 step %2 of #%3")
                                   .arg(format::stage(candidate.stage))
                                   .arg(candidate.step)
                                   .arg(candidate.parents.front());
    return from + QStringLiteral(" · ") + format::duration(ageOf(candidate));
}

/// Everybody in it and before it, first come first.
std::vector<InFlight> queueOf(const Lane& lane)
{
    std::vector<InFlight> queue = lane.working;
    std::vector<InFlight> waiting = lane.waiting;
    std::ranges::stable_sort(queue, std::ranges::greater(), ageOf);
    std::ranges::stable_sort(waiting, std::ranges::greater(), ageOf);
    queue.insert(queue.end(), waiting.begin(), waiting.end());
    return queue;
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
    if (!m_device.isEmpty()) {
        lines << tr("judged on %1").arg(m_device);
    }
    setAccessibleDescription(lines.join(QStringLiteral("; ")));
    update();
}

void LanesPanel::resizeEvent(QResizeEvent*)
{
    refresh();
}

void LanesPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        QTimer::singleShot(0, this, &LanesPanel::refresh); // once the buttons have theirs, too
    }
}

QSize LanesPanel::sizeHint() const
{
    return {160, static_cast<int>(lanes().size()) * entryHeight(fontMetrics()) + deviceHeight() + 4};
}

int LanesPanel::deviceHeight() const
{
    return fontMetrics().height() + 2;
}

void LanesPanel::setDevice(const QString& device)
{
    m_device = device;
    refresh();
}

std::size_t LanesPanel::laneAt(QPoint position) const
{
    const auto lane = static_cast<std::size_t>(std::max(0, position.y() / entryHeight(fontMetrics())));
    return std::min(lane, lanes().size() - 1); // the device's line is the last one's
}

QString LanesPanel::queueText(std::size_t lane) const
{
    const Lane now = lanesOf(m_live)[lane];
    QStringList lines{titleOf(now, m_live.session())};
    if (lane + 1 == lanes().size() && !m_device.isEmpty()) {
        lines.front() += QStringLiteral(" · ") + m_device;
    }
    const std::vector<InFlight> queue = queueOf(now);
    for (std::size_t i = 0; i < queue.size(); ++i) {
        if (i == now.working.size()) {
            lines << tr("Waiting:");
        }
        lines << sentenceOf(queue[i]);
    }
    lines << (queue.empty() ? tr("Nothing is in this lane.") : tr("Click to go to the nodes they come from."));
    return lines.join(QLatin1Char('\n'));
}

bool LanesPanel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && m_live.isOpen()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), format::tip(queueText(laneAt(help->pos()))), this);
        return true;
    }
    return QWidget::event(event);
}

void LanesPanel::mousePressEvent(QMouseEvent* event)
{
    std::vector<NodeNumber> nodes;
    for (const InFlight& candidate : queueOf(lanesOf(m_live)[laneAt(event->position().toPoint())])) {
        if (!candidate.parents.empty() && candidate.parents.front() < m_live.graph().size()) {
            nodes.push_back(candidate.parents.front());
        }
    }
    if (nodes.empty()) {
        return;
    }
    const auto last = m_asked ? std::ranges::find(nodes, *m_asked) : nodes.end();
    m_asked = last == nodes.end() || last + 1 == nodes.end() ? nodes.front() : *(last + 1);
    Q_EMIT nodeAsked(*m_asked);
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
        // With a queue there is no room for the node; pointing at the lane says it.
        parts << (lane.waiting.empty() ? sentenceOf(one)
                                       : tr("%1 step %2 · %3")
                                             .arg(format::stage(one.stage))
                                             .arg(one.step)
                                             .arg(format::duration(ageOf(one))));
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
        const int half = (row.height() - 6) / 2;
        painter.drawText(row.adjusted(0, 0, 0, -half - 2), Qt::AlignLeft | Qt::AlignVCenter, texts[i].first);
        painter.setFont(fonts::small(font()));
        painter.setPen(theme.color(list[i].pending ? Role::Accent : Role::Dim));
        painter.drawText(row.adjusted(0, half, 0, -6), Qt::AlignLeft | Qt::AlignVCenter,
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
    if (m_live.isOpen() && !m_device.isEmpty()) {
        painter.setFont(fonts::small(font()));
        painter.setPen(theme.color(Role::Dim));
        const QRect line(row.left(), row.top(), row.width(), deviceHeight());
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(tr("on %1").arg(m_device), Qt::ElideRight, line.width()));
    }
}

} // namespace espalier
