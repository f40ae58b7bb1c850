#pragma once

#include "widgets/models/lanes.h"
#include "widgets/models/steering.h"

#include <QTimer>
#include <QWidget>

namespace espalier {

class FlatButton;

/// The lanes of the search: who is in each, how long, how many wait before it, and a button that pauses it; below the
/// judge's the device that it judges on. Pointing at a lane lists its queue, a click goes to the node that its
/// candidates come from, one after the other. The height stays the same while candidates come and go.
class LanesPanel : public QWidget
{
    Q_OBJECT
public:
    LanesPanel(const LiveGraph& live, Steering& steering, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    /// What is drawn, one entry a lane, name and line: for tests and screen readers.
    std::vector<std::pair<QString, QString>> entries() const;
    /// The lane's whole queue, one line a candidate: who is at work, then who waits, first come first.
    QString queueText(std::size_t lane) const;
    std::size_t laneAt(QPoint position) const;
    /// Which machine or device judges, as the last diagnosis names it; empty while nobody knows.
    void setDevice(const QString& device);
    FlatButton& button(int lane) { return *m_buttons[static_cast<std::size_t>(lane)]; }

Q_SIGNALS:
    /// Somebody wants to see what a candidate is made from.
    void nodeAsked(espalier::NodeNumber node);

protected:
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void toggle(std::size_t lane);
    int deviceHeight() const;
    QString lineOf(const Lane& lane) const;

    const LiveGraph& m_live;
    Steering& m_steering;
    QString m_device;
    std::optional<NodeNumber> m_asked; ///< where the last click led
    QTimer m_tick;                     ///< ages grow by the second while something runs
    std::vector<FlatButton*> m_buttons;
};

} // namespace espalier
