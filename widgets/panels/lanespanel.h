#pragma once

#include "widgets/models/livegraph.h"

#include <QTimer>
#include <QWidget>

namespace espalier {

/// What is running: one entry for each candidate in flight with its stage and age, then the steering commands the
/// search has not taken up yet. Idle lanes say so; the height stays the same while candidates come and go.
class LanesPanel : public QWidget
{
    Q_OBJECT
public:
    explicit LanesPanel(const LiveGraph& live, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    /// What is drawn, one entry a pair of lines: for tests and screen readers.
    std::vector<std::pair<QString, QString>> entries() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    const LiveGraph& m_live;
    QTimer m_tick; ///< ages grow by the second while something runs
    int m_most = 2;
};

} // namespace espalier
