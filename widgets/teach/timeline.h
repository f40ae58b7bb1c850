#pragma once

#include "widgets/teach/replay.h"

#include <QWidget>

namespace espalier {

/// The session from its first node to its last as one line: how good the best was, a mark at each new best, a handle at
/// the moment shown. Click and drag, or the arrow keys, Home, End, and Page for the bests. GUI thread.
class Timeline : public QWidget
{
    Q_OBJECT
public:
    explicit Timeline(Replay& replay, QWidget* parent = nullptr);

    QSize sizeHint() const override { return {400, 40}; }
    QSize minimumSizeHint() const override { return {160, 40}; }
    /// Where the moment after `count` nodes lies, in pixels from the left.
    double xOf(NodeNumber count) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int countAt(double x) const;
    void describe();

    Replay& m_replay;
};

} // namespace espalier
