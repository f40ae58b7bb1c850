#pragma once

#include "widgets/models/livegraph.h"

#include <QTimer>
#include <QWidget>

#include <functional>

namespace espalier {

/// Draws a chart anew when something has come: at most four times a second while batches come, at once for another
/// session, and not at all while the chart is not seen; what was missed is drawn when it is shown. GUI thread.
class Follower : public QObject
{
    Q_OBJECT
public:
    Follower(const LiveGraph& live, QWidget* chart, std::function<void()> refresh);
    /// Something has changed.
    void touch();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void draw();

    QWidget* m_chart;
    std::function<void()> m_refresh;
    QTimer m_later;
    bool m_isStale = false;
};

} // namespace espalier
