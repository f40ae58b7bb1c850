#include "widgets/teach/timeline.h"

#include "widgets/common/format.h"
#include "widgets/common/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr double kEnds = 10;           ///< room for the handle at both ends
constexpr double kHandleRadius = 6;    ///< its radius
constexpr double kLowestSpeedup = 0.5; ///< speedup at the lower edge, drawn as a logarithm

} // namespace

Timeline::Timeline(Replay& replay, QWidget* parent) : QWidget(parent), m_replay(replay)
{
    setObjectName(QStringLiteral("timeline"));
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Time line"));
    setToolTip(tr("The session from its first node to its last; drag to go to a moment"));
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&replay, &Replay::moved, this, [this] {
        describe();
        update();
    });
}

double Timeline::xOf(NodeNumber count) const
{
    const double last = std::max(2.0, static_cast<double>(m_replay.recording().size()));
    return kEnds + (width() - 2 * kEnds) * (static_cast<double>(count) - 1) / (last - 1);
}

int Timeline::countAt(double x) const
{
    const double last = std::max(2.0, static_cast<double>(m_replay.recording().size()));
    return 1 + static_cast<int>(std::lround((x - kEnds) / (width() - 2 * kEnds) * (last - 1)));
}

void Timeline::describe()
{
    const Recording& recording = m_replay.recording();
    setAccessibleDescription(tr("node %1 of %2, best %3")
                                 .arg(m_replay.moment())
                                 .arg(recording.size())
                                 .arg(format::speedup(recording.best(m_replay.moment()))));
}

void Timeline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing, true);
    const Theme theme = Theme::fromPalette(palette());
    const Recording& recording = m_replay.recording();
    const double base = height() - 12;
    painter.setPen(QPen(theme.color(Role::Line), 2));
    painter.drawLine(QPointF(kEnds, base), QPointF(width() - kEnds, base));
    if (recording.size() == 0) {
        return;
    }
    const double highest = std::max(recording.best(recording.size()), 2 * kLowestSpeedup);
    const auto yOf = [&](double best) {
        const double share =
            std::log2(std::max(best, kLowestSpeedup) / kLowestSpeedup) / std::log2(highest / kLowestSpeedup);
        return base - share * (base - 6);
    };
    QPainterPath path(QPointF(xOf(1), yOf(recording.best(1))));
    for (const NodeNumber count : recording.bests()) {
        path.lineTo(xOf(count), path.currentPosition().y());
        path.lineTo(xOf(count), yOf(recording.best(count)));
    }
    path.lineTo(xOf(recording.size()), path.currentPosition().y());
    painter.setPen(QPen(theme.color(Role::Good), 1.5));
    painter.drawPath(path);
    for (const NodeNumber count : recording.bests()) {
        painter.drawLine(QPointF(xOf(count), base - 3), QPointF(xOf(count), base + 3));
    }
    const QPointF handle(xOf(m_replay.moment()), base);
    painter.setPen(QPen(theme.color(Role::Accent), 2));
    painter.drawLine(QPointF(kEnds, base), handle);
    painter.setBrush(theme.color(hasFocus() ? Role::Accent : Role::Background));
    painter.drawEllipse(handle, kHandleRadius, kHandleRadius);
}

void Timeline::mousePressEvent(QMouseEvent* event)
{
    m_replay.pause();
    m_replay.goTo(countAt(event->position().x()));
}

void Timeline::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton) {
        m_replay.goTo(countAt(event->position().x()));
    }
}

void Timeline::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return m_replay.step(-1);
    case Qt::Key_Right:
        return m_replay.step(1);
    case Qt::Key_PageUp:
        return m_replay.previousBest();
    case Qt::Key_PageDown:
        return m_replay.nextBest();
    case Qt::Key_Home:
        return m_replay.goTo(1);
    case Qt::Key_End:
        return m_replay.goTo(static_cast<int>(m_replay.recording().size()));
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace espalier
