#include "widgets/charts/follower.h"

#include <QEvent>

namespace espalier {

Follower::Follower(const LiveGraph& live, QWidget* chart, std::function<void()> refresh)
    : QObject(chart), m_chart(chart), m_refresh(std::move(refresh))
{
    m_later.setSingleShot(true);
    m_later.setInterval(250);
    connect(&m_later, &QTimer::timeout, this, &Follower::draw);
    connect(&live, &LiveGraph::batchTaken, this, &Follower::touch);
    connect(&live, &LiveGraph::wasReset, this, &Follower::draw);
    chart->installEventFilter(this);
}

void Follower::touch()
{
    if (!m_later.isActive()) {
        m_later.start();
    }
}

void Follower::draw()
{
    m_isStale = !m_chart->isVisible();
    if (!m_isStale) {
        m_refresh();
    }
}

bool Follower::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_chart && event->type() == QEvent::Show && m_isStale) {
        m_isStale = false;
        m_refresh();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace espalier
