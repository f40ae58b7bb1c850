#pragma once

#include "widgets/models/lanes.h"
#include "widgets/models/steering.h"

#include <QTimer>
#include <QWidget>

namespace espalier {

class FlatButton;

/// The lanes of the search: who is in each, how long, how many wait before it, and a button that pauses it. The height
/// stays the same while candidates come and go.
class LanesPanel : public QWidget
{
    Q_OBJECT
public:
    LanesPanel(const LiveGraph& live, Steering& steering, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    /// What is drawn, one entry a lane, name and line: for tests and screen readers.
    std::vector<std::pair<QString, QString>> entries() const;
    FlatButton& button(int lane) { return *m_buttons[static_cast<std::size_t>(lane)]; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void toggle(std::size_t lane);
    QString lineOf(const Lane& lane) const;

    const LiveGraph& m_live;
    Steering& m_steering;
    QTimer m_tick; ///< ages grow by the second while something runs
    std::vector<FlatButton*> m_buttons;
};

} // namespace espalier
